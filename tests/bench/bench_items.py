"""How often the list 先看这些题 names sound questions, and how soon it finds wrong keys, on simulated people.

    PYTHONPATH=scripts:tests .venv/bin/python tests/bench/bench_items.py

People and questions follow the two-parameter logistic model, with a tenth of luck; of those who are wrong
half take the same choice. Then the key of twelve questions names that choice as the right one.
"""

import tempfile
from pathlib import Path

import numpy as np
from item_tables import Answer, Answers, question

from portal.reports.items.figures import item_figures
from portal.reports.items.look import Look, looks_of

UNITS, EACH, WRONG = 20, 12, 12
SIZES = (20, 60, 200, 1000)
SWAPPED = {"a": "b", "b": "a"}


def simulated(people: int, wrong: int, seed: int = 7) -> tuple[Answers, set[str]]:
    """Return answers, and the ids of the questions whose key is wrong."""
    dice = np.random.default_rng(seed)
    questions = [question(f"q{place}", f"c-u{unit}") for unit in range(UNITS) for place in range(EACH)]
    skill = dice.normal(size=people)
    bad = {questions[place].id for place in dice.choice(len(questions), wrong, replace=False)}
    answers: list[Answer] = []
    for one in questions:
        slope, hardness = dice.lognormal(0, 0.3), dice.normal(-1, 0.7)
        chance = 0.1 + 0.9 / (1 + np.exp(-slope * (skill - hardness)))
        knows = dice.random(people) < chance
        others = dice.choice(list("bcd"), people, p=[0.5, 0.3, 0.2])
        for person in range(people):
            taken = "a" if knows[person] else str(others[person])
            value = [SWAPPED.get(taken, taken) if one.id in bad else taken]
            answers.append((person, one.id, value, value if dice.random() < 0.15 else ["a"]))
    return Answers(questions, answers), bad


def listed(staged: Answers) -> list[Look]:
    """Return the list that the report makes of answers."""
    with tempfile.TemporaryDirectory() as folder:
        return looks_of(item_figures(staged.ask(Path(folder)), staged.scope))


def main() -> None:
    """Print the table."""
    print(
        f"{UNITS * EACH} questions\n| people | sound ones told | wrong keys found of {WRONG} | their places |"
    )
    print("| --- | --- | --- | --- |")
    for people in SIZES:
        sound, _ = simulated(people, 0)
        staged, bad = simulated(people, WRONG)
        places = [place for place, look in enumerate(listed(staged), 1) if look.question in bad]
        print(
            f"| {people} | {len(listed(sound))} | {len(places)} | {', '.join(map(str, places))} |", flush=True
        )


if __name__ == "__main__":
    main()
