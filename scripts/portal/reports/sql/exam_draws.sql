-- Mock exams: how many different draws were handed in, by how many people.
select
  exam,
  cast(count(distinct paper) as bigint) as draws,
  cast(count(distinct person) as bigint) as people
from attempts
where finished <> '' and marks <> ''
group by exam
order by exam;
