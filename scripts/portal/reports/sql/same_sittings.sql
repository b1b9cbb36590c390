-- Sittings that several people handed in, one row for each of them, with somebody else who has the same one:
-- the same seed and times (`at_once`), or at other times the same seed and the same questions right. A seed is one
-- of a thousand million: among 3,000 sittings two share a seed by chance in one folder of 220.
with handed_in as (
  select
    person, exam, started,
    min(person) over (partition by exam, seed, started, finished) as first_at_once,
    max(person) over (partition by exam, seed, started, finished) as last_at_once,
    count(*) over (partition by exam, seed, started, finished) as people_at_once,
    min(person) over (partition by exam, seed, paper, marks) as first_person,
    max(person) over (partition by exam, seed, paper, marks) as last_person,
    count(*) over (partition by exam, seed, paper, marks) as people
  from attempts
  where finished <> ''
)
select
  person, exam, started,
  case when person = first_at_once then last_at_once else first_at_once end as other,
  people_at_once - 1 as others,
  1 as at_once
from handed_in
where first_at_once <> last_at_once
union all
select
  person, exam, started,
  case when person = first_person then last_person else first_person end as other,
  people - 1 as others,
  0 as at_once
from handed_in
where first_at_once = last_at_once and first_person <> last_person
order by person, exam, started;
