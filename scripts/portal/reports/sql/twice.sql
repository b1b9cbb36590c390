-- Entries that say what a counted one says already: whose they are, whose counts, how many, the first.
select
  t.person,
  c.person as other,
  count(*) as n,
  min(concat(t.taught_on, ' ', c.label, ' ', t.title)) as example
from taught t
join counted c
  on c.school = t.school and c.owner = t.owner and c.grade = t.grade and c.class = t.class
  and c.taught_on = t.taught_on and c.lesson = t.lesson
where t.counts = 1 and t.entry <> c.entry
group by t.person, c.person
order by t.person, c.person;
