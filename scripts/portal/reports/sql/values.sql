-- How often each latest value was given; of a blank question only the ten most frequent.
with given as (
  select q.question, q.kind, a.latest_value as value, count(*) as n
  from answers a
  join questions q on q.question = a.question
  where a.latest in ('right', 'wrong')
  group by q.question, q.kind, a.latest_value
),
ranked as (
  select
    question, kind, value, n,
    row_number() over (partition by question order by n desc, value) as place
  from given
)
select question, value, n
from ranked
where kind <> '填空' or place <= 10
order by question, place;
