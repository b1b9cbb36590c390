-- Everybody in sheet 单元, in its order.
select p.number, p.name, p.school
from people p
where p.person in (select g.person from progress g)
order by p.person;
