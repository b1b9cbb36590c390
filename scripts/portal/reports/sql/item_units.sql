-- Each question with its unit, and how many other questions in use the unit has.
create table item_units as
select
  q.question,
  u.place as unit,
  case when q.status = '在用' then 1 else 0 end as counted,
  u.questions - case when q.status = '在用' then 1 else 0 end as others
from questions q
join units u on u.unit = q.unit;
