-- What does not fit in the records of people, in the order of people and files.
select o.person, o.file, f.kind, f.detail
from record_flags f
join owners o on o.record = f.record
order by o.person, o.file, f.record, f.place;
