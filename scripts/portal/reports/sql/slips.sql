-- Person × unit: the first answers that were wrong, where there are two or more, and a mark that is the same only
-- for the same wrong answers: power sums of what was given, modulo the prime 2^31 - 1. Equal histories have one row.
create table slips as
with given_wrong as (
  select a.person, q.unit, a.first_given % 2147483647 as x
  from answers a
  join questions q on q.question = a.question
  join histories h on h.person = a.person and h.first_person = a.person
  where a.first = 0
)
select
  person,
  unit,
  count(*) as wrong,
  cast(sum(x) as bigint) as mark_1,
  cast(sum((x * x) % 2147483647) as bigint) as mark_2,
  cast(sum((((x * x) % 2147483647) * x) % 2147483647) as bigint) as mark_3
from given_wrong
group by person, unit
having count(*) >= 2;
