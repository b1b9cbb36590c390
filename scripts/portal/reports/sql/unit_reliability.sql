-- Units, with the sums of which their reliability is made: people who answered all questions in use at first,
-- their totals, the totals' squares, and right × wrong of each question added up.
with totals as (
  select
    s.unit,
    count(*) as people,
    sum(cast(s.first_right as bigint)) as total,
    sum(cast(s.first_right as bigint) * s.first_right) as squares
  from unit_scores s
  join units u on u.place = s.unit
  where s.first_n = u.questions
  group by s.unit
),
rights as (
  select question, sum(n) as people, sum(n * first) as correct
  from item_firsts
  where complete = 1
  group by question
),
spreads as (
  select i.unit, sum(r.correct * (r.people - r.correct)) as spread
  from rights r
  join item_units i on i.question = r.question
  group by i.unit
)
select
  t.title as track_title,
  u.title as unit_title,
  u.questions,
  cast(coalesce(a.people, 0) as bigint) as people,
  cast(coalesce(a.total, 0) as bigint) as total,
  cast(coalesce(a.squares, 0) as bigint) as squares,
  cast(coalesce(s.spread, 0) as bigint) as spread
from units u
join tracks t on t.track = u.track
left join totals a on a.unit = u.place
left join spreads s on s.unit = u.place
order by u.place;
