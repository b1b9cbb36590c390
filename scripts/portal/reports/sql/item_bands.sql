-- The strong and the weak 27 % of a question. `*_edge` people have the share on which a group ends, and only
-- `*_taken` of them fit in: each of them then counts for that fraction.
create table item_bands as
with sized as (
  select
    question, share, n, from_top, from_bottom, ranked,
    cast(floor(cast(27 * ranked + 50 as double) / 100) as bigint) as size
  from item_scores
),
ends as (
  select
    question,
    max(ranked) as ranked,
    max(size) as size,
    max(case when from_top >= size then share end) as strong_share,
    min(case when from_bottom >= size then share end) as weak_share
  from sized
  where size > 0
  group by question
)
select
  e.question,
  e.ranked,
  e.size,
  e.strong_share,
  s.n as strong_edge,
  e.size - (s.from_top - s.n) as strong_taken,
  e.weak_share,
  w.n as weak_edge,
  e.size - (w.from_bottom - w.n) as weak_taken
from ends e
join sized s on s.question = e.question and s.share = e.strong_share
join sized w on w.question = e.question and w.share = e.weak_share;
