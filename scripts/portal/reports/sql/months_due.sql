-- The teaching months that are due, in the order of the school year.
select name from months where due = 1 order by place;
