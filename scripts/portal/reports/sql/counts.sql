-- County × school × track, with every denominator: two schools of one name in two counties stay two.
create table counts as
with expected as (
  select
    r.county,
    r.school,
    t.track,
    count(*) as expected,
    sum(case when r.person < 0 then 1 else 0 end) as missing
  from roster r
  join roster_tracks t on t.entry = r.entry
  group by r.county, r.school, t.track
),
done as (
  select
    p.county,
    p.school,
    s.track,
    count(*) as submitted,
    sum(s.took) as took,
    sum(s.took * s.listed) as took_listed,
    sum(s.all_units) as all_units,
    sum(s.passed) as passed,
    sum(s.passed * s.listed) as passed_listed
  from standing s
  join people p on p.person = s.person
  group by p.county, p.school, s.track
),
pairs as (
  select county, school, track from expected
  union
  select county, school, track from done
)
select
  p.county,
  p.school,
  p.track,
  case when run.has_roster = 1 then coalesce(e.expected, 0) end as expected,
  case when run.has_roster = 1 then coalesce(e.missing, 0) end as missing,
  coalesce(d.submitted, 0) as submitted,
  coalesce(d.took, 0) as took,
  case when run.has_roster = 1 then coalesce(d.took_listed, 0) end as took_listed,
  coalesce(d.all_units, 0) as all_units,
  coalesce(d.passed, 0) as passed,
  case when run.has_roster = 1 then coalesce(d.passed_listed, 0) end as passed_listed
from pairs p
cross join run
left join expected e on e.county = p.county and e.school = p.school and e.track = p.track
left join done d on d.county = p.county and d.school = p.school and d.track = p.track;
