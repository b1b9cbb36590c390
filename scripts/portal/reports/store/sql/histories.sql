-- Of each person, how many answers there are and a fingerprint of them with their times, whatever the verdicts.
create table histories as
select
  person,
  count(*) as answered,
  concat(
    cast(sum(hash(first_given, first_at, latest_given, latest_at)) as varchar), ' ',
    cast(bit_xor(hash(latest_at, latest_given, first_at, first_given)) as varchar)
  ) as history
from answers
group by person;
