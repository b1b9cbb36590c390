-- Sheet 模拟考: one row for each sitting.
select
  p.number,
  p.name,
  p.school,
  coalesce(t.title, a.exam) as track,
  a.started,
  case when a.finished = '' then '没有交卷' else a.finished end as finished,
  case when a.minutes >= 0 then a.minutes end as minutes,
  a.drawn,
  a.asked,
  a.answered,
  a.correct,
  case when a.asked > 0 then cast(a.correct as double) / a.asked end as rate,
  case when a.passed < 0 then '没有这个模拟考' when a.passed = 1 then '是' else '否' end as passed,
  a.modules,
  a.redrawn
from attempts a
join people p on p.person = a.person
left join tracks t on t.track = a.exam
order by a.person, t.place, a.exam, a.started, a.seed;
