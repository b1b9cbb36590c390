-- Sheet 课时（学校）: school × grade × month that is due; then the schools without an entry that counts.
select school, grade_name, month_name, classes, periods, due, gap, reached, rate, remark
from (
  select
    case when c.school = '' then '（未填学校）' else c.school end as school,
    c.grade,
    m.place,
    q.name as grade_name,
    m.name as month_name,
    count(*) as classes,
    sum(c.periods) as periods,
    sum(c.quota) as due,
    sum(c.gap) as gap,
    sum(case when c.gap > 0 then 0 else 1 end) as reached,
    cast(sum(case when c.gap > 0 then 0 else 1 end) as double) / count(*) as rate,
    case when c.school = '' then '各人的班分开算' else '' end as remark
  from class_months c
  join months m on m.month = c.month
  join quotas q on q.grade = c.grade
  group by c.school, c.grade, q.name, m.place, m.name
  union all
  select
    s.school, 0, 0, cast(null as string), cast(null as string), 0,
    cast(null as double), cast(null as int), cast(null as double), cast(null as int), cast(null as double),
    case when s.counts = 0 then '上课记录都没有计入，见“课时（明细）”' else '没有收到上课记录' end
  from silent s
) rows_of_both
order by school, grade, place;
