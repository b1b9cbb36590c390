-- Sheet 缺交与名单之外; without a roster there is nobody to miss.
select kind, number, name, school, tracks, detail
from (
  select
    1 as place, r.line, '缺交' as kind, r.number, r.name, r.school,
    r.tracks, case when r.line > 0 then concat('名单第 ', cast(r.line as string), ' 行') else '' end as detail
  from roster r
  where r.person < 0
  union all
  select 2, p.person, '名单之外', p.number, p.name, p.school, '', p.hint
  from people p
  cross join run
  where run.has_roster = 1 and p.listed = 0
  union all
  select 3, b.line, '名单问题', '', '', '', '',
    case when b.line > 0 then concat('名单第 ', cast(b.line as string), ' 行：', b.reason) else b.reason end
  from roster_problems b
) rows_of_three
order by place, case when place = 1 then school else '' end, line, number, detail;
