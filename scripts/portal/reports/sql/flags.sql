-- Sheet 疑点.
select
  f.kind,
  coalesce(p.number, '') as number,
  coalesce(p.name, '（无名）') as name,
  coalesce(p.school, '') as school,
  f.file,
  f.detail
from flags f
left join people p on p.person = f.person
order by f.kind, f.person, f.file, f.detail;
