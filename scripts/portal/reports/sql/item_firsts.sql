-- First answers, counted. `share`: of the unit's other questions in use, how many the same people got right at
-- first, in 1/100,000 of those they answered; -1 where they answered less than half of them. `complete`: they
-- answered every question in use of the unit.
create table item_firsts as
with unpacked as (
  select
    given,
    cast(floor(cast(score as double) / 100000) as int) as first_n,
    cast(mod(score, 100000) as int) as first_right,
    n
  from item_marks
),
marked as (
  select
    m.given,
    g.question,
    g.verdict as first,
    i.others,
    i.counted,
    m.first_n - i.counted as rest_n,
    m.first_right - g.verdict * i.counted as rest_right,
    m.n
  from unpacked m
  join given g on g.given = m.given
  join item_units i on i.question = g.question
),
scored as (
  select
    given,
    question,
    first,
    case
      when rest_n < 1 or 2 * rest_n < others then -1
      else cast(floor(cast(rest_right as double) * 100000 / rest_n + 0.5) as int)
    end as share,
    case when counted = 1 and rest_n = others then 1 else 0 end as complete,
    n
  from marked
)
select question, first, given, share, complete, cast(sum(n) as bigint) as n
from scored
group by question, first, given, share, complete;
