-- Of each person, how many questions in use of each unit are right by the latest answers.
select a.person, q.unit, count(*) as n
from answers a
join in_use q on q.question = a.question
where a.latest = 1
group by a.person, q.unit
order by a.person, q.unit;
