-- Pairs who got the same questions wrong in the same way, unit by unit. `bits`: thousandths of a bit of surprise.
-- A way to be wrong that more than eight people share tells nothing; people alike throughout stand for one another.
with wholes as (
  select
    person,
    count(*) as units,
    sum(wrong) as wrong,
    sum(mark_1) as mark_1, sum(mark_2) as mark_2, sum(mark_3) as mark_3
  from slips
  group by person
),
firsts as (
  select
    person,
    units,
    wrong,
    min(person) over (partition by units, wrong, mark_1, mark_2, mark_3) as first_person
  from wholes
),
alone as (
  select s.person, f.units, s.unit, s.wrong, s.mark_1, s.mark_2, s.mark_3
  from slips s
  join firsts f on f.person = s.person and f.first_person = s.person
),
takers as (
  select unit, count(*) as people from progress group by unit
),
ways as (
  select unit, mark_1, mark_2, mark_3, wrong, count(*) as sharers
  from alone
  group by unit, mark_1, mark_2, mark_3, wrong
),
weighed as (
  select
    a.person, a.units, a.unit, a.wrong, a.mark_1, a.mark_2, a.mark_3, w.sharers,
    cast(round(1000 * ln(cast(t.people as double) / w.sharers) / ln(2)) as bigint) as bits,
    cast(round(1000 * ln(cast(t.people as double) / (w.sharers + 1)) / ln(2)) as bigint) as bits_twice
  from alone a
  join ways w
    on w.unit = a.unit and w.wrong = a.wrong
    and w.mark_1 = a.mark_1 and w.mark_2 = a.mark_2 and w.mark_3 = a.mark_3
  join takers t on t.unit = a.unit
),
sums as (
  select person, sum(bits_twice) as bits from weighed group by person
),
rare as (
  select * from weighed where sharers between 2 and 8
),
pairs as (
  select
    a.person,
    b.person as other,
    count(*) as units,
    sum(a.wrong) as wrong,
    sum(a.bits) as bits,
    min(case when a.units < b.units then a.units else b.units end) as fewest
  from rare a
  join rare b
    on a.unit = b.unit and a.wrong = b.wrong
    and a.mark_1 = b.mark_1 and a.mark_2 = b.mark_2 and a.mark_3 = b.mark_3
  where a.person < b.person
  group by a.person, b.person
  having count(*) >= 3
)
select person, other, units, cast(wrong as bigint) as wrong, cast(bits as bigint) as bits, fewest
from pairs
union all
select f.first_person, f.person, f.units, cast(f.wrong as bigint), cast(s.bits as bigint), f.units
from firsts f
join sums s on s.person = f.first_person
where f.person <> f.first_person and f.units >= 3
order by 1, 2;
