-- People whose whole history of answers and times is the same: one row each, with the first of them.
create table histories as
select
  p.person,
  p.answered,
  min(p.person) over (partition by p.history) as first_person,
  count(*) over (partition by p.history) as people
from people p
where p.answered >= 20;
