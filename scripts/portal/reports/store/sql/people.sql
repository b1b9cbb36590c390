-- Everybody with a number of their own, in the order of the sheets.
create table people as
select
  cast(row_number() over (order by rank, school, number, name, key) - 1 as int) as person,
  key, school, number, name, entry, hint, flags, files
from known_people;

create table owners as
select i.record, p.person, case when p.files = 1 then $alone else 0 end as alone, i.file, i.exported
from identified i
join people p on p.key = i.key;
