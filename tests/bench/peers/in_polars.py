"""polars: lazy queries. Records are read with json, since its own reader knows no map of answers."""

import json
import sys
from pathlib import Path

import polars as pl


def _text(value: list[str]) -> str:
    return json.dumps(sorted(value), ensure_ascii=False, separators=(",", ":"))


def read(folder: str) -> pl.LazyFrame:
    """Return person, id, first, latest: one row an answer, values as sorted lists in JSON's form."""
    people, ids, firsts, latests = [], [], [], []
    for file in sorted(Path(folder).rglob("*.json")):
        record = json.loads(file.read_bytes())
        answers = record["answers"]
        people += [record["learner"]["number"]] * len(answers)
        ids += answers
        firsts += [_text(answer["first"]["value"]) for answer in answers.values()]
        latests += [_text(answer["latest"]["value"]) for answer in answers.values()]
    return pl.LazyFrame({"person": people, "id": ids, "first": firsts, "latest": latests})


def main(folder: str, key: str, out: str) -> None:
    wanted = json.loads(Path(key).read_text("utf-8"))
    questions = pl.LazyFrame(
        [(one["id"], one["unit"]) for one in wanted["questions"]], ["id", "unit"], orient="row"
    )
    units = pl.LazyFrame(wanted["units"])
    pairs = [(one["id"], value, 1) for one in wanted["questions"] for value in one["values"]]
    rights = pl.LazyFrame(pairs, ["id", "value", "ok"], orient="row")
    answers = read(folder)
    for turn in ("first", "latest"):
        graded = rights.rename({"value": turn, "ok": f"{turn}_ok"})
        answers = answers.join(graded, on=["id", turn], how="left")
    answers = answers.select("person", "id", pl.col("first_ok", "latest_ok").fill_null(0))
    frame = answers.join(questions, on="id").join(units, on="unit").collect(engine="streaming")

    totals = frame.lazy().group_by("person", "unit").agg(n=pl.len(), correct=pl.col("first_ok").sum())
    rest = pl.col("n").cast(pl.Int64) - 1
    share = ((pl.col("correct") - pl.col("first_ok")) * 100000 / rest + 0.5).floor()
    known = (
        frame.lazy()
        .join(totals, on=["person", "unit"])
        .with_columns(share=pl.when((rest > 0) & (2 * rest >= pl.col("questions") - 1)).then(share))
    )
    items = known.group_by("id").agg(
        pl.len(), pl.col("first_ok").sum(), pl.col("latest_ok").sum(),
        r=pl.corr("first_ok", "share"),
    ).collect()  # fmt: skip
    reached = pl.col("latest_ok").sum() * 100 >= pl.col("percent").first() * pl.col("questions").first()
    done = frame.lazy().group_by("person", "unit").agg(reached=reached).filter("reached")
    passed = done.group_by("unit").agg(pl.len()).collect()
    found = {name: [n, first, n, latest, r] for name, n, first, latest, r in items.iter_rows()}
    Path(out).write_text(json.dumps({"questions": found, "passed": dict(passed.iter_rows())}))


if __name__ == "__main__":
    main(*sys.argv[1:])
