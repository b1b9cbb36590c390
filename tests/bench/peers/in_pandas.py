"""Plain pandas, as one would write it in a notebook: json, one list of rows, one DataFrame."""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd


def _text(value: list[str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(folder: str) -> pd.DataFrame:
    rows = []
    for file in sorted(Path(folder).rglob("*.json")):
        record = json.loads(file.read_bytes())
        person = record["learner"]["number"]
        for question, answer in record["answers"].items():
            first, latest = sorted(answer["first"]["value"]), sorted(answer["latest"]["value"])
            rows.append((person, question, _text(first), _text(latest)))
    frame = pd.DataFrame(rows, columns=["person", "id", "first", "latest"])
    return frame.astype(dict.fromkeys(frame.columns, "category"))


def main(folder: str, key: str, out: str) -> None:
    wanted = json.loads(Path(key).read_text("utf-8"))
    questions = pd.DataFrame(
        [(one["id"], one["unit"]) for one in wanted["questions"]], columns=["id", "unit"]
    )
    units = pd.DataFrame(wanted["units"])
    right = {(one["id"], value) for one in wanted["questions"] for value in one["values"]}
    answers = read(folder)
    for turn in ("first", "latest"):
        pairs = answers[["id", turn]].drop_duplicates()
        pairs[f"{turn}_ok"] = [int(pair in right) for pair in pairs.itertuples(index=False, name=None)]
        answers = answers.merge(pairs, on=["id", turn])
    answers = (
        answers[["person", "id", "first_ok", "latest_ok"]].merge(questions, on="id").merge(units, on="unit")
    )

    of_unit = answers.groupby(["person", "unit"], observed=True)["first_ok"]
    n, correct = of_unit.transform("size"), of_unit.transform("sum")
    rest = n - 1
    share = np.floor((correct - answers["first_ok"]) * 100000 / rest.where(rest > 0) + 0.5)
    answers["share"] = share.where(2 * rest >= answers["questions"] - 1)
    by_question = answers.groupby("id", observed=True)
    counts = by_question.agg(n=("first_ok", "size"), first=("first_ok", "sum"), latest=("latest_ok", "sum"))
    known = answers.dropna(subset=["share"])
    r = known.groupby("id", observed=True)[["first_ok", "share"]].apply(
        lambda one: one["first_ok"].corr(one["share"])
    )
    done = answers.groupby(["person", "unit"], observed=True).agg(
        correct=("latest_ok", "sum"), questions=("questions", "first"), percent=("percent", "first")
    )
    reached = done[done["correct"] * 100 >= done["percent"] * done["questions"]]
    passed = reached.groupby("unit").size()
    found = {
        one.Index: [one.n, one.first, one.n, one.latest, r.get(one.Index)] for one in counts.itertuples()
    }
    plain = {"questions": found, "passed": passed.to_dict()}
    Path(out).write_text(json.dumps(plain, default=float))


if __name__ == "__main__":
    main(*sys.argv[1:])
