-- Lessons taught that count, each once; the classes that had any, with their quota month by month.
-- A lesson of one class on one day counts once, whoever wrote it down: the entry with more periods stands.
create table counted as
with ranked as (
  select
    entry, person, school, owner, grade, class, label, taught_on, month, lesson, periods,
    row_number() over (
      partition by school, owner, grade, class, taught_on, lesson
      order by periods desc, entry
    ) as turn
  from taught
  where counts = 1
)
select entry, person, school, owner, grade, class, label, taught_on, month, lesson, periods
from ranked
where turn = 1;

create table classes as
with labels as (
  select school, owner, grade, class, label, count(*) as n
  from taught
  where counts = 1
  group by school, owner, grade, class, label
),
ranked as (
  select
    school, owner, grade, class, label,
    row_number() over (partition by school, owner, grade, class order by n desc, label) as place
  from labels
)
select school, owner, grade, class, label
from ranked
where place = 1;

create table class_months as
with done as (
  select school, owner, grade, class, month, round(100 * sum(periods)) / 100 as periods
  from counted
  group by school, owner, grade, class, month
)
select
  c.school,
  c.owner,
  c.grade,
  c.class,
  m.month,
  q.quota,
  coalesce(d.periods, 0) as periods,
  case when coalesce(d.periods, 0) < q.quota then q.quota - coalesce(d.periods, 0) else 0 end as gap
from classes c
join quotas q on q.grade = c.grade
cross join months m
left join done d
  on d.school = c.school and d.owner = c.owner and d.grade = c.grade and d.class = c.class
  and d.month = m.month
where m.due = 1;

create table silent as
with known as (
  select school from roster
  union
  select school from people
),
heard as (
  select school, max(counts) as counts
  from taught
  where in_year = 1
  group by school
)
select k.school, coalesce(h.counts, -1) as counts
from known k
left join heard h on h.school = k.school
where k.school <> '' and coalesce(h.counts, -1) < 1;
