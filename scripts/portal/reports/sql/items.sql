-- Item statistics. Discrimination: corrected point-biserial, a question against the rest of its unit.
create table items as
with firsts as (
  select
    a.person,
    q.question,
    q.unit,
    case when a.first = 'right' then 1 else 0 end as ok,
    case when q.status = '在用' then 1 else 0 end as counted
  from answers a
  join questions q on q.question = a.question
  where a.first in ('right', 'wrong')
),
totals as (
  select person, unit, sum(ok * counted) as total, sum(counted) as n
  from firsts
  group by person, unit
),
rests as (
  select
    f.question,
    f.ok,
    case when t.n > f.counted then t.total - f.ok * f.counted end as rest,
    case when t.n > f.counted then f.ok end as ok_with_rest
  from firsts f
  join totals t on t.person = f.person and t.unit = f.unit
),
first_stats as (
  select
    question,
    count(*) as first_n,
    sum(ok) as first_right,
    case
      when stddev_pop(ok_with_rest) > 0 and stddev_pop(rest) > 0
      then corr(cast(ok_with_rest as double), cast(rest as double))
    end as discrimination
  from rests
  group by question
),
latest_stats as (
  select
    question,
    count(*) as people,
    sum(case when latest in ('right', 'wrong') then 1 else 0 end) as latest_n,
    sum(case when latest = 'right' then 1 else 0 end) as latest_right,
    sum(case when first = 'void' or latest = 'void' then 1 else 0 end) as void
  from answers
  group by question
)
select
  q.question,
  coalesce(l.people, 0) as people,
  coalesce(f.first_n, 0) as first_n,
  coalesce(f.first_right, 0) as first_right,
  coalesce(l.latest_n, 0) as latest_n,
  coalesce(l.latest_right, 0) as latest_right,
  coalesce(l.void, 0) as void,
  f.discrimination
from questions q
left join first_stats f on f.question = q.question
left join latest_stats l on l.question = q.question;
