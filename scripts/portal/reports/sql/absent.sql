-- Sheet 缺交与名单之外; without a roster there is nobody to miss.
select kind, number, name, school, tracks, detail
from (
  select
    1 as place, r.line, '缺交' as kind, r.number, r.name, r.school,
    coalesce(min(n.titles), '') as tracks, concat('名单第 ', cast(r.line as varchar), ' 行') as detail
  from roster r
  left join (
    select x.entry, string_agg(t.title, '、' order by t.place) as titles
    from roster_tracks x
    join tracks t on t.track = x.track
    group by x.entry
  ) n on n.entry = r.entry
  where r.person < 0
  group by r.entry, r.line, r.number, r.name, r.school
  union all
  select 2, p.person, '名单之外', p.number, p.name, p.school, '', p.hint
  from people p
  cross join run
  where run.has_roster = 1 and p.listed = 0
  union all
  select 3, b.line, '名单问题', '', '', '', '', concat('名单第 ', cast(b.line as varchar), ' 行：', b.reason)
  from roster_problems b
) rows_of_three
order by place, case when place = 1 then school else '' end, line, detail;
