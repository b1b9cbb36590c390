-- Sheet 区县: the sums of the schools; all of them first, those without a county last.
with places as (
  select track, 0 as place, '全部区县' as county, school, county as home,
    expected, missing, submitted, took, all_units, passed, took_listed, passed_listed
  from counts
  union all
  select
    track,
    case when county = '' then 2 else 1 end,
    case when county = '' then '（未填区县）' else county end,
    school, county, expected, missing, submitted, took, all_units, passed, took_listed, passed_listed
  from counts
),
sums as (
  select
    place, county, track,
    count(distinct case when school <> '' then concat(home, '/', school) end) as schools,
    sum(expected) as expected,
    sum(missing) as missing,
    sum(submitted) as submitted,
    sum(took) as took,
    sum(all_units) as all_units,
    sum(passed) as passed,
    sum(took_listed) as took_listed,
    sum(passed_listed) as passed_listed
  from places
  group by place, county, track
)
select
  s.county, t.title, s.schools, s.expected, s.missing, s.submitted, s.took, s.all_units, s.passed,
  case when s.took > 0 then cast(s.passed as double) / s.took end as rate_took,
  s.took_listed, s.passed_listed,
  case when s.expected > 0 then cast(s.passed_listed as double) / s.expected end as rate_expected
from sums s
join tracks t on t.track = s.track
order by s.place, s.county, t.place;
