-- Mock exams: each draw that more than one person handed in, everybody's first sitting of it, by marks.
with sat as (
  select
    person, exam, paper, marks,
    row_number() over (partition by person, exam, paper order by started, seed, marks) as sitting
  from attempts
  where finished <> '' and marks <> ''
),
often as (
  select exam, paper
  from sat
  where sitting = 1
  group by exam, paper
  having count(*) > 1
)
select s.exam, s.paper, s.marks, cast(count(*) as bigint) as people
from sat s
join often o on o.exam = s.exam and o.paper = s.paper
where s.sitting = 1
group by s.exam, s.paper, s.marks
order by s.exam, s.paper, s.marks;
