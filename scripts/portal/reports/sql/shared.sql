-- Pairs with at least 20 answers in common, values and times. Equal histories stand for one another,
-- so that a file passed round a whole school does not make millions of pairs.
with traces as (
  select a.person, a.first_given, a.first_at, a.latest_given, a.latest_at
  from answers a
  join histories h on h.person = a.person and h.first_person = a.person
),
common as (
  select first_given, first_at, latest_given, latest_at
  from traces
  group by first_given, first_at, latest_given, latest_at
  having count(*) > 1
),
held as (
  select t.person, t.first_given, t.first_at, t.latest_given, t.latest_at
  from traces t
  join common c
    on c.first_given = t.first_given and c.first_at = t.first_at
    and c.latest_given = t.latest_given and c.latest_at = t.latest_at
)
select a.person, b.person as other, count(*) as n
from held a
join held b
  on a.first_given = b.first_given and a.first_at = b.first_at
  and a.latest_given = b.latest_given and a.latest_at = b.latest_at
where a.person < b.person
group by a.person, b.person
having count(*) >= 20
order by a.person, b.person;
