"""DuckDB alone: reads the JSON by itself, then SQL. Believes every file; nothing is checked or flagged."""

import json
import sys
from pathlib import Path

import duckdb

_ANSWER = 'struct("value" varchar[], "at" varchar)'
_READ = f"""
create table answers as
with records as (
  select learner.number as person, unnest(map_entries(answers)) as one
  from read_json($files, maximum_object_size = 33554432, columns = {{
    learner: 'struct(number varchar)',
    answers: 'map(varchar, struct(first {_ANSWER}, latest {_ANSWER}))'
  }})
),
given as (
  select
    person, one.key as id,
    cast(to_json(list_sort(one.value.first.value)) as varchar) as first,
    cast(to_json(list_sort(one.value.latest.value)) as varchar) as latest
  from records
)
select g.person, q.place, q.unit, f.place is not null as first, l.place is not null as latest
from given g
join questions q on q.id = g.id
left join rights f on f.place = q.place and f.value = g.first
left join rights l on l.place = q.place and l.value = g.latest
"""
_ITEMS = """
with totals as (
  select person, unit, sum(cast(first as int)) as correct, count(*) as n from answers group by person, unit
),
firsts as (
  select a.place, cast(a.first as int) as ok,
    case when t.n > 1 and 2 * (t.n - 1) >= u.questions - 1
      then floor((t.correct - cast(a.first as int)) * 100000.0::double / (t.n - 1) + 0.5) end as share
  from answers a join totals t using (person, unit) join units u using (unit)
)
select q.id, c.n, c.first_right, c.n, c.latest_right, d.r
from questions q
join (select place, count(*) as n, sum(cast(first as int)) as first_right,
        sum(cast(latest as int)) as latest_right from answers group by place) c using (place)
left join (
  select place, corr(ok, share) as r from firsts where share is not null group by place
) d using (place)
"""
_PASSED = """
with reached as (
  select a.person, a.unit
  from answers a join units u using (unit)
  group by a.person, a.unit, u.questions, u.percent
  having sum(cast(a.latest as int)) * 100 >= u.percent * u.questions
)
select unit, count(*) from reached group by unit
"""


def main(folder: str, key: str, out: str) -> None:
    wanted = json.loads(Path(key).read_text("utf-8"))
    db = duckdb.connect(config={"memory_limit": "900MB", "threads": "2", "temp_directory": f"{out}.tmp"})
    db.execute("create table questions (place int, id varchar, unit varchar)")
    db.execute("create table rights (place int, value varchar)")
    db.execute("create table units (unit varchar, questions int, percent int)")
    for place, one in enumerate(wanted["questions"]):
        db.execute("insert into questions values (?, ?, ?)", [place, one["id"], one["unit"]])
        db.executemany("insert into rights values (?, ?)", [[place, value] for value in one["values"]])
    db.executemany("insert into units values (?, ?, ?)", [list(one.values()) for one in wanted["units"]])
    db.execute(_READ, {"files": f"{folder}/**/*.json"})
    items = {row[0]: row[1:] for row in db.execute(_ITEMS).fetchall()}
    Path(out).write_text(json.dumps({"questions": items, "passed": dict(db.execute(_PASSED).fetchall())}))


if __name__ == "__main__":
    main(*sys.argv[1:])
