-- The records of this run, with the file each was found in.
create table heads as
select
  h.record, concat(w.name, h.suffix) as file, h.learner, h.exported, h.exported_at, h.release, h.problems,
  h.units, h.work, h.answers, h.backwards, h.earliest, h.first_until, h.latest_until, h.until
from stored_heads h
join wanted w on w.part = h.record // 1048576 and w.source = h.source;
