-- Sheet 个人: one row for each person and track.
with looks as (
  select person, count(*) as flags from flags group by person
)
select
  p.number,
  p.name,
  p.school,
  t.title,
  case
    when run.has_roster = 0 then '未提供名单'
    when s.listed = 1 then '在名单'
    when p.listed = 1 then '在名单，不应考本轨道'
    else '名单之外'
  end as listed,
  p.files,
  case when s.took = 1 then '是' else '否' end as took,
  s.answered,
  s.correct,
  s.questions,
  cast(s.correct as double) / s.questions as rate,
  s.units_passed,
  s.units,
  s.hours,
  s.hours_whole,
  case when s.all_units = 1 then '是' else '否' end as all_units,
  case
    when s.passed = 1 then '通过'
    when s.took = 1 then '未通过'
    else '没有参加'
  end as verdict,
  s.lacks,
  p.latest_at,
  coalesce(l.flags, 0) as flags
from standing s
join people p on p.person = s.person
join tracks t on t.track = s.track
cross join run
left join looks l on l.person = p.person
order by p.person, t.place;
