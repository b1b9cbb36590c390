-- Sittings that several people handed in, one row for each of them, with somebody else who has the same one.
-- A seed is one of a thousand million and a sitting has its seconds: two people do not share them by chance.
with shared as (
  select
    person, exam, started,
    count(*) over (partition by exam, seed, started, finished) as people,
    min(person) over (partition by exam, seed, started, finished) as first_person,
    max(person) over (partition by exam, seed, started, finished) as last_person
  from attempts
  where finished <> ''
)
select
  person, exam, started,
  case when person = first_person then last_person else first_person end as other,
  people - 1 as others
from shared
where people > 1
order by person, exam, started;
