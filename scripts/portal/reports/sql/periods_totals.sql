-- One row: the school year in numbers, for 总览.
with entries as (
  select
    sum(case when t.in_year = 1 and t.periods > 0 then 1 else 0 end) as of_year,
    sum(case when t.in_year = 0 and t.periods > 0 then 1 else 0 end) as of_others,
    sum(case when c.entry is not null then 1 else 0 end) as counted
  from taught t
  left join counted c on c.entry = t.entry
),
class_count as (
  select count(*) as classes from classes
),
sums as (
  select
    round(100 * sum(periods)) / 100 as periods,
    sum(quota) as due,
    round(100 * sum(gap)) / 100 as gap,
    count(*) as class_months,
    sum(case when gap > 0 then 0 else 1 end) as reached
  from class_months
),
schools as (
  select count(*) as schools
  from (
    select school from roster where school <> ''
    union
    select school from people where school <> ''
  ) known
),
silent_schools as (
  select count(*) as silent from silent
)
select
  coalesce(e.of_year, 0), coalesce(e.counted, 0), coalesce(e.of_others, 0), k.classes,
  coalesce(s.periods, 0), coalesce(s.due, 0), coalesce(s.gap, 0), s.class_months, coalesce(s.reached, 0),
  n.silent, c.schools
from entries e
cross join class_count k
cross join sums s
cross join schools c
cross join silent_schools n;
