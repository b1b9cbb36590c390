-- Records in which `inspect` of `flags.py` may find something; it says of which that can be true.
create table suspects as
select record
from heads
where problems <> '[]' or exported = '' or exported_at > $latest or backwards = 1
  or until > exported_at + 86400 or until > $latest
  or (answers > $many and first_until - earliest < $short)
  or release in (select release from newer)
union
select a.record
from stored_answers a
join heads h on h.record = a.record
where a.first in (select given from graded where odd = 1) or a.latest in (select given from graded where odd = 1);
