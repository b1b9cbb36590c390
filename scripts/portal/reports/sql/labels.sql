-- How people are called in the flags of others.
select person, number, name
from people
order by person;
