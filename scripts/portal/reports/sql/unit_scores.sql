-- Person × unit: answers that can be judged (`judged`, first or latest), and of questions in use alone: latest
-- ones and how many of these are right, first ones and how many of these are right. `began_at`: the first answer,
-- `right_at`: the last of those that are right and count; 0 for none.
create table unit_scores as
select
  a.person,
  i.unit,
  cast(count(*) as int) as judged,
  cast(sum(case when i.counted = 1 and a.latest >= 0 then 1 else 0 end) as int) as answered,
  cast(sum(case when i.counted = 1 and a.latest = 1 then 1 else 0 end) as int) as correct,
  cast(sum(case when i.counted = 1 and a.first >= 0 then 1 else 0 end) as int) as first_n,
  cast(sum(case when i.counted = 1 and a.first = 1 then 1 else 0 end) as int) as first_right,
  min(case when a.first >= 0 then a.first_at else a.latest_at end) as began_at,
  max(case when i.counted = 1 and a.latest = 1 then a.latest_at else 0 end) as right_at
from answers a
join item_units i on i.question = a.question
where a.first >= 0 or a.latest >= 0
group by a.person, i.unit;
