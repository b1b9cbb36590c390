-- For sheet 进度: track × week, what was reached in it. Week 0 began on Monday 1970-01-05 in Beijing, UTC+8; no
-- week where no answer has a time. A unit was done with the last right answer that counts in it.
with done as (
  select
    p.person,
    u.track,
    p.began_at,
    case when p.correct * 100 >= t.percent * u.questions then p.right_at end as done_at,
    case when p.correct * 100 >= t.percent * u.questions
      then cast(round(u.hours * 60) as bigint) else cast(0 as bigint) end as minutes
  from progress p
  join units u on u.unit = p.unit
  join tracks t on t.track = u.track
),
ways as (
  select person, track, min(began_at) as began_at, max(done_at) as done_at
  from done
  group by person, track
),
steps as (
  select track, began_at as step_at, 1 as began, 0 as all_units, 0 as passed, cast(0 as bigint) as minutes
  from ways
  union all
  select track, done_at, 0, 0, 0, minutes
  from done
  where done_at is not null
  union all
  select s.track, coalesce(w.done_at, w.began_at), 0, s.all_units, s.passed, cast(0 as bigint)
  from standing s
  left join ways w on w.person = s.person and w.track = s.track
  where s.all_units = 1 or s.passed = 1
),
weeks as (
  select
    track,
    cast(floor((step_at - 316800) / cast(604800 as double)) as bigint) as week,
    began, all_units, passed, minutes
  from steps
)
select
  t.title, w.week, sum(w.began) as began, sum(w.all_units) as all_units, sum(w.passed) as passed,
  sum(w.minutes) as minutes
from weeks w
join tracks t on t.track = w.track
group by t.title, t.place, w.week
order by t.place, w.week;
