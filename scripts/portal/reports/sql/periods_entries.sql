-- Sheet 课时（明细）: every entry of the school year, and those whose date looks wrong.
select
  case when t.school = '' then '（未填学校）' else t.school end as school,
  p.number,
  p.name,
  coalesce(q.name, '') as grade_name,
  t.label,
  t.taught_on,
  t.lesson,
  t.title,
  t.periods,
  case
    when t.counts = 1 and c.entry is null then '否：同一班同一天的同一课已计'
    when t.reason = '' then '是'
    when t.counts = 1 then concat('是：', t.reason)
    else concat('否：', t.reason)
  end as counted,
  t.note
from taught t
join people p on p.person = t.person
left join quotas q on q.grade = t.grade
left join counted c on c.entry = t.entry
where t.in_year = 1
order by t.school, t.grade, length(t.class), t.class, t.owner, t.taught_on, t.lesson, t.entry;
