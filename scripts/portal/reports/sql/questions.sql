-- Sheet 题目, before the choices' distribution. No hint on fewer than 20 first answers.
select
  q.question,
  t.title as track_title,
  u.title as unit_title,
  q.kind,
  q.status,
  q.prompt,
  i.people,
  i.first_n,
  i.first_right,
  case when i.first_n > 0 then i.first_right * 1.0 / i.first_n end as first_rate,
  i.latest_n,
  i.latest_right,
  case when i.latest_n > 0 then i.latest_right * 1.0 / i.latest_n end as latest_rate,
  round(i.discrimination, 3) as discrimination,
  i.void,
  case
    when q.status <> '在用' or i.first_n < 20 then ''
    when i.first_right * 100 < 30 * i.first_n and i.discrimination < 0.1 then '建议复查：正确率低，区分度低'
    when i.first_right * 100 < 30 * i.first_n then '建议复查：正确率低'
    when i.discrimination < 0.1 then '建议复查：区分度低'
    else ''
  end as hint
from questions q
join items i on i.question = q.question
join units u on u.unit = q.unit
join tracks t on t.track = q.track
order by q.place;
