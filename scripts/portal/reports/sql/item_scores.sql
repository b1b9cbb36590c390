-- Question × share of the rest of its unit: how many people have it, and how many have at least or at most it.
create table item_scores as
with grouped as (
  select question, share, cast(sum(n) as bigint) as n, cast(sum(n * first) as bigint) as correct
  from item_firsts
  where share >= 0
  group by question, share
)
select
  question,
  share,
  n,
  correct,
  cast(sum(n) over (partition by question order by share desc) as bigint) as from_top,
  cast(sum(n) over (partition by question order by share) as bigint) as from_bottom,
  cast(sum(n) over (partition by question) as bigint) as ranked
from grouped;
