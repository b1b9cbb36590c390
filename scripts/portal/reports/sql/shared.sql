-- Pairs with at least 20 answers in common, values and times. Equal histories stand for one another,
-- so that a file passed round a whole school does not make millions of pairs.
with traces as (
  select a.person, a.question, a.first_value, a.first_at, a.latest_value, a.latest_at
  from answers a
  join histories h on h.person = a.person and h.first_person = a.person
),
common as (
  select question, first_value, first_at, latest_value, latest_at
  from traces
  group by question, first_value, first_at, latest_value, latest_at
  having count(*) > 1
),
held as (
  select t.person, t.question, t.first_value, t.first_at, t.latest_value, t.latest_at
  from traces t
  join common c
    on c.question = t.question and c.first_value = t.first_value and c.first_at = t.first_at
    and c.latest_value = t.latest_value and c.latest_at = t.latest_at
)
select a.person, b.person as other, count(*) as n
from held a
join held b
  on a.question = b.question and a.first_value = b.first_value and a.first_at = b.first_at
  and a.latest_value = b.latest_value and a.latest_at = b.latest_at
where a.person < b.person
group by a.person, b.person
having count(*) >= 20
order by a.person, b.person;
