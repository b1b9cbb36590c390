-- Everybody with their records, one row a record, in the order of the sheets.
select
  p.person, p.school, p.number, p.name, p.entry, p.hint, p.flags, coalesce(y.answered, 0),
  coalesce(y.history, ''), o.record, o.file, h.exported, h.learner, h.work, h.answers, h.latest_until
from people p
join owners o on o.person = p.person
join heads h on h.record = o.record
left join histories y on y.person = p.person
order by p.person, o.file, o.record;
