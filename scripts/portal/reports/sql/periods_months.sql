-- School × month that is due, all grades together; a month without a name: no entry that counts. For report.html.
select school, month_name, classes, reached, periods, due, gap, remark
from (
  select
    case when c.school = '' then '（未填学校）' else c.school end as school,
    m.place,
    m.name as month_name,
    count(*) as classes,
    sum(case when c.gap > 0 then 0 else 1 end) as reached,
    round(100 * sum(c.periods)) / 100 as periods,
    sum(c.quota) as due,
    round(100 * sum(c.gap)) / 100 as gap,
    case when c.school = '' then '各人的班分开算' else '' end as remark
  from class_months c
  join months m on m.month = c.month
  group by c.school, m.place, m.name
  union all
  select
    s.school, 0, '', 0, 0, cast(0 as double), 0, cast(0 as double),
    case when s.counts = 0 then '上课记录都没有计入，见“课时（明细）”' else '没有收到上课记录' end
  from silent s
) rows_of_both
order by school, place;
