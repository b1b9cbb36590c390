-- How many people are compared in alike.sql.
select count(*) as people
from histories
where first_person = person;
