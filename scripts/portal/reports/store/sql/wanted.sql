-- The sources of this run that were read: from which part of the store, under which name.
create table wanted as
select s.part, s.source, n.name
from known s
join listed n on n.path = s.path and n.inside = s.inside
where s.changed = -1 or (s.size = n.size and s.changed = n.changed);
