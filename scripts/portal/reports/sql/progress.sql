-- Person × unit. Only answers that can be judged; only published questions decide. `began_at`: the first answer,
-- `right_at`: the last of those that are right and count; 0 for none.
create table progress as
select s.person, u.unit, s.judged, s.answered, s.correct, s.began_at, s.right_at
from unit_scores s
join units u on u.place = s.unit;
