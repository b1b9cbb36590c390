-- Everybody who passed a track; for the file of which study records are made.
with looks as (
  select person, count(*) as flags from flags group by person
)
select
  s.track,
  p.number,
  p.name,
  p.school,
  s.correct,
  s.questions,
  case when run.has_roster = 1 then s.listed else 1 end as invited,
  coalesce(l.flags, 0) as flags
from standing s
join people p on p.person = s.person
cross join run
left join looks l on l.person = p.person
where s.passed = 1
order by s.track, s.person;
