-- First answers, counted by how many questions in use of the unit the same people answered at first (100,000 each)
-- and got right (1 each): one number, because grouping by two takes DuckDB five times as long.
create table item_marks as
with marked as (
  select
    a.first_given as given,
    cast(s.first_n as bigint) * 100000 + s.first_right as score
  from answers a
  join item_units i on i.question = a.question
  join unit_scores s on s.person = a.person and s.unit = i.unit
  where a.first >= 0
)
select given, score, cast(count(*) as bigint) as n
from marked
group by given, score;
