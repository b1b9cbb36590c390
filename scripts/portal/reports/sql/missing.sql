-- Who is on the roster and handed in nothing, a school's people together; for report.html.
select
  r.county,
  case when r.school = '' then '（未填学校）' else r.school end as school,
  r.number,
  r.name
from roster r
where r.person < 0
order by r.county, r.school, r.line, r.entry;
