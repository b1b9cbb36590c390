-- Each raw answer of each question that can be judged: how often first and latest, and by how many of the
-- strong and the weak (`*_on` stand on the group's edge). Of a blank question the ten most frequent.
with firsts as (
  select
    f.question,
    f.given,
    sum(f.n) as first_n,
    sum(case when f.share > b.strong_share then f.n else 0 end) as strong_in,
    sum(case when f.share = b.strong_share then f.n else 0 end) as strong_on,
    sum(case when f.share >= 0 and f.share < b.weak_share then f.n else 0 end) as weak_in,
    sum(case when f.share = b.weak_share then f.n else 0 end) as weak_on
  from item_firsts f
  left join item_bands b on b.question = f.question
  group by f.question, f.given
),
latests as (
  select question, given, sum(n) as latest_n
  from item_turns
  where latest >= 0
  group by question, given
),
pairs as (
  select question, given from firsts
  union
  select question, given from latests
),
counted as (
  select
    p.question,
    g.value,
    g.verdict,
    sum(coalesce(f.first_n, 0)) as first_n,
    sum(coalesce(l.latest_n, 0)) as latest_n,
    sum(coalesce(f.strong_in, 0)) as strong_in,
    sum(coalesce(f.strong_on, 0)) as strong_on,
    sum(coalesce(f.weak_in, 0)) as weak_in,
    sum(coalesce(f.weak_on, 0)) as weak_on
  from pairs p
  join given g on g.given = p.given
  left join firsts f on f.question = p.question and f.given = p.given
  left join latests l on l.question = p.question and l.given = p.given
  group by p.question, g.value, g.verdict
),
ranked as (
  select
    q.id, q.kind, c.question, c.value, c.verdict, c.first_n, c.latest_n,
    c.strong_in, c.strong_on, c.weak_in, c.weak_on,
    row_number() over (partition by c.question order by c.first_n + c.latest_n desc, c.value, c.verdict) as place
  from counted c
  join questions q on q.question = c.question
)
select
  id,
  value,
  verdict,
  cast(first_n as bigint) as first_n,
  cast(latest_n as bigint) as latest_n,
  cast(strong_in as bigint) as strong_in,
  cast(strong_on as bigint) as strong_on,
  cast(weak_in as bigint) as weak_in,
  cast(weak_on as bigint) as weak_on
from ranked
where kind <> '填空' or place <= 10
order by question, place;
