-- The answers of records, to be put together again.
select a.record, f.id, f.value, a.first_at, l.value, a.latest_at, a.tries
from stored_answers a
join suspects s on s.record = a.record
join graded f on f.given = a.first
join graded l on l.given = a.latest
order by a.record, f.id;
