-- Merged and judged anew. A moment is a time and what was given then in one number, so that the earliest first
-- answer and the latest last one are a minimum and a maximum; equal times are told apart by the values' order.
create view moments as
select
  o.person, o.alone, f.question, f.verdict as first, l.verdict as latest, f.number as first_given,
  l.number as latest_given, a.first_at, a.latest_at, cast(a.tries as int) as tries,
  (a.first_at + 62135596800) * 16777216 + f.number as first_moment,
  (a.latest_at + 62135596800) * 16777216 + l.number as latest_moment
from stored_answers a
join owners o on o.record = a.record
join graded f on f.given = a.first
join graded l on l.given = a.latest
where f.question >= 0;

create view merged as
select
  person, question, min(first_moment) as first_moment, max(latest_moment) as latest_moment, max(tries) as tries
from moments
where alone = 0
group by person, question;

create view answers as
select person, question, first, latest, first_given, latest_given, first_at, latest_at, tries
from moments
where alone = 1
union all
select
  m.person, m.question, f.verdict, l.verdict, f.number, l.number,
  m.first_moment // 16777216 - 62135596800, m.latest_moment // 16777216 - 62135596800, m.tries
from merged m
join numbered f on f.number = m.first_moment % 16777216
join numbered l on l.number = m.latest_moment % 16777216;
