-- Sheet 学校.
select
  c.county,
  case when c.school = '' then '（未填学校）' else c.school end as school,
  t.title,
  c.expected,
  c.missing,
  c.submitted,
  c.took,
  c.all_units,
  c.passed,
  case when c.took > 0 then cast(c.passed as double) / c.took end as rate_took,
  c.took_listed,
  c.passed_listed,
  case when c.expected > 0 then cast(c.passed_listed as double) / c.expected end as rate_expected
from counts c
join tracks t on t.track = c.track
order by c.county, c.school, t.place;
