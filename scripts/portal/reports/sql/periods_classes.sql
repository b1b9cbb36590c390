-- Sheet 课时（班级）: one row a class, the teaching months as columns; a month that is not due has no value.
select
  case when c.school = '' then '（未填学校）' else c.school end as school,
  q.name,
  c.label,
  q.quota,
  max(case when m.month = 9 then m.periods end) as m9,
  max(case when m.month = 10 then m.periods end) as m10,
  max(case when m.month = 11 then m.periods end) as m11,
  max(case when m.month = 12 then m.periods end) as m12,
  max(case when m.month = 1 then m.periods end) as m1,
  max(case when m.month = 2 then m.periods end) as m2,
  max(case when m.month = 3 then m.periods end) as m3,
  max(case when m.month = 4 then m.periods end) as m4,
  max(case when m.month = 5 then m.periods end) as m5,
  max(case when m.month = 6 then m.periods end) as m6,
  round(100 * sum(m.periods)) / 100 as periods,
  sum(m.quota) as due,
  round(100 * sum(m.gap)) / 100 as gap
from classes c
join quotas q on q.grade = c.grade
join class_months m
  on m.school = c.school and m.owner = c.owner and m.grade = c.grade and m.class = c.class
group by c.school, c.owner, c.grade, q.name, c.class, c.label, q.quota
order by c.school, c.grade, length(c.class), c.class, c.owner;
