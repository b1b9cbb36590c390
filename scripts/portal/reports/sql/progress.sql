-- Person × unit. Only answers that can be judged; only published questions decide.
create table progress as
select
  a.person,
  q.unit,
  count(*) as judged,
  sum(case when q.status = '在用' and a.latest in ('right', 'wrong') then 1 else 0 end) as answered,
  sum(case when q.status = '在用' and a.latest = 'right' then 1 else 0 end) as correct
from answers a
join questions q on q.question = a.question
where a.first in ('right', 'wrong') or a.latest in ('right', 'wrong')
group by a.person, q.unit;
