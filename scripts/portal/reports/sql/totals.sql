-- One row a track, all schools together; for 总览.
select
  t.title,
  sum(c.expected) as expected,
  sum(c.missing) as missing,
  coalesce(sum(c.took), 0) as took,
  sum(c.took_listed) as took_listed,
  coalesce(sum(c.all_units), 0) as all_units,
  coalesce(sum(c.passed), 0) as passed,
  sum(c.passed_listed) as passed_listed
from tracks t
left join counts c on c.track = t.track
group by t.title, t.place
order by t.place;
