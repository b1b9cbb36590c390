-- People whose whole history is somebody else's too, group by group.
select first_person, person, answered
from histories
where people > 1
order by first_person, person;
