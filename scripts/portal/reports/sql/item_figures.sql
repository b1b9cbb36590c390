-- Each question's counts, and the sums of which its discrimination is made (x: right at first, y: share).
with firsts as (
  select question, sum(n) as first_n, sum(n * first) as first_right
  from item_firsts
  group by question
),
turns as (
  select
    question,
    sum(n) as people,
    sum(case when latest >= 0 then n else 0 end) as latest_n,
    sum(case when latest = 1 then n else 0 end) as latest_right,
    sum(case when first < 0 or latest < 0 then n else 0 end) as void,
    sum(n * retried) as retried,
    sum(case when retried = 1 and first >= 0 and latest >= 0 then n else 0 end) as both_n,
    sum(case when retried = 1 and first = 0 and latest = 1 then n else 0 end) as mended,
    sum(case when retried = 1 and first = 1 and latest = 0 then n else 0 end) as spoiled,
    sum(case when retried = 1 and first = 0 and latest = 0 then n else 0 end) as stuck
  from item_turns
  group by question
),
sums as (
  select
    question,
    sum(n) as ranked,
    sum(correct) as x,
    sum(n * cast(share as bigint)) as y,
    sum(correct * cast(share as bigint)) as xy,
    sum(n * cast(share as bigint) * cast(share as bigint)) as yy
  from item_scores
  group by question
)
select
  q.id,
  t.title as track_title,
  u.title as unit_title,
  cast(coalesce(r.people, 0) as bigint) as people,
  cast(coalesce(f.first_n, 0) as bigint) as first_n,
  cast(coalesce(f.first_right, 0) as bigint) as first_right,
  cast(coalesce(r.latest_n, 0) as bigint) as latest_n,
  cast(coalesce(r.latest_right, 0) as bigint) as latest_right,
  cast(coalesce(r.void, 0) as bigint) as void,
  cast(coalesce(r.retried, 0) as bigint) as retried,
  cast(coalesce(r.both_n, 0) as bigint) as both_n,
  cast(coalesce(r.mended, 0) as bigint) as mended,
  cast(coalesce(r.spoiled, 0) as bigint) as spoiled,
  cast(coalesce(r.stuck, 0) as bigint) as stuck,
  cast(coalesce(s.ranked, 0) as bigint) as ranked,
  cast(coalesce(s.x, 0) as bigint) as x,
  cast(coalesce(s.y, 0) as bigint) as y,
  cast(coalesce(s.xy, 0) as bigint) as xy,
  cast(coalesce(s.yy, 0) as bigint) as yy,
  coalesce(b.size, cast(0 as bigint)) as band,
  coalesce(b.strong_edge, cast(0 as bigint)) as strong_edge,
  coalesce(b.strong_taken, cast(0 as bigint)) as strong_taken,
  coalesce(b.weak_edge, cast(0 as bigint)) as weak_edge,
  coalesce(b.weak_taken, cast(0 as bigint)) as weak_taken
from questions q
join units u on u.unit = q.unit
join tracks t on t.track = q.track
left join turns r on r.question = q.question
left join firsts f on f.question = q.question
left join sums s on s.question = q.question
left join item_bands b on b.question = q.question
order by q.question;
