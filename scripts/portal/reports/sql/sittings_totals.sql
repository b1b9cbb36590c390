-- One row a track with mock exams: who sat one, who reached the pass mark in one; for 总览.
select
  t.title,
  count(*) as sittings,
  sum(case when a.finished <> '' then 1 else 0 end) as handed_in,
  count(distinct case when a.finished <> '' then a.person end) as people,
  count(distinct case when a.passed = 1 then a.person end) as passed
from attempts a
join tracks t on t.track = a.exam
group by t.title, t.place
order by t.place;
