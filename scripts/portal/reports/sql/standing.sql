-- Person × track: the tracks somebody took or is on the roster for; all of them for somebody with neither.
create table standing as
with wanted as (
  select distinct p.person, u.track from progress p join units u on u.unit = p.unit
  union
  select r.person, t.track from roster r join roster_tracks t on t.entry = r.entry where r.person >= 0
),
pairs as (
  select person, track from wanted
  union
  select p.person, t.track
  from people p
  cross join tracks t
  where p.person not in (select person from wanted)
),
units_done as (
  select
    p.person,
    u.track,
    sum(p.judged) as judged,
    sum(p.answered) as answered,
    sum(p.correct) as correct,
    sum(case when p.correct * 100 >= t.percent * u.questions then 1 else 0 end) as units_passed,
    round(100 * sum(case when p.correct * 100 >= t.percent * u.questions then u.hours else 0 end)) / 100 as hours
  from progress p
  join units u on u.unit = p.unit
  join tracks t on t.track = u.track
  group by p.person, u.track
),
whole as (
  select track, count(*) as units, sum(questions) as questions, round(100 * sum(hours)) / 100 as hours
  from units
  group by track
),
listed as (
  select distinct r.person, t.track from roster r join roster_tracks t on t.entry = r.entry
)
select
  w.person,
  w.track,
  case when d.judged > 0 then 1 else 0 end as took,
  case when l.person is not null then 1 else 0 end as listed,
  coalesce(d.answered, 0) as answered,
  coalesce(d.correct, 0) as correct,
  a.questions,
  coalesce(d.units_passed, 0) as units_passed,
  a.units,
  coalesce(d.hours, 0) as hours,
  a.hours as hours_whole,
  case when d.units_passed = a.units then 1 else 0 end as all_units,
  v.passed,
  v.lacks
from pairs w
join verdicts v on v.person = w.person and v.track = w.track
join whole a on a.track = w.track
left join units_done d on d.person = w.person and d.track = w.track
left join listed l on l.person = w.person and l.track = w.track;
