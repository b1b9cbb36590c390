-- First against latest verdict, counted, with the latest answer; `retried`: answered more than once, be it on two
-- devices that each know of one try (then the latest answer is later than the first).
create table item_turns as
with marked as (
  select
    latest_given as given,
    first,
    case when tries + latest_at - first_at > 1 then 1 else 0 end as retried
  from answers
),
turned as (
  select given, first, retried, count(*) as n
  from marked
  group by given, first, retried
)
select
  g.question,
  t.first,
  g.verdict as latest,
  t.given,
  t.retried,
  cast(t.n as bigint) as n
from turned t
join given g on g.given = t.given;
