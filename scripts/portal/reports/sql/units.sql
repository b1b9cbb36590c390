-- Sheet 单元: person × unit, where anything was answered.
select
  p.number,
  p.name,
  p.school,
  t.title as track_title,
  u.title,
  g.answered,
  g.correct,
  u.questions,
  cast(g.correct as double) / u.questions as rate,
  case when g.correct * 100 >= t.percent * u.questions then '是' else '否' end as passed
from progress g
join people p on p.person = g.person
join units u on u.unit = g.unit
join tracks t on t.track = u.track
order by g.person, u.place;
