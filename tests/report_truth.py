"""A folder of records as a county sends it, and beside it the truth that a report on it must tell.

Seeded: the same call writes the same bytes. All people are invented. Holds no assertions.
"""

import argparse
import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

from truth_fates import FATES, Fate
from truth_people import Course, Json
from truth_project import write_truth_project
from truth_town import DAY, Town, Truth

from portal.load import load
from portal.model.catalogue import Catalogue

__all__ = ["DAY", "Truth", "truth_town", "write_truth", "write_truth_project"]


def truth_town(catalogue: Catalogue, seed: int = 8, crowd: int = 12, fates: Iterable[Fate] = FATES) -> Town:
    """Let everything happen on a catalogue; `crowd` more people do nothing but learn and pass."""
    town = Town(Course.of(catalogue), seed)
    for fate in fates:
        fate(town)
    for _ in range(crowd):
        town.hand_in(town.studied("平常的人"))
    return town


def renamed(files: Mapping[str, bytes], seed: int = 1) -> dict[str, bytes]:
    """Return the files under names that say nothing, in one folder, and in another order."""
    chance = random.Random(seed)
    names = [f"{chance.getrandbits(64):016x}{Path(name).suffix}" for name in files]
    pairs = list(zip(names, files.values(), strict=True))
    chance.shuffle(pairs)
    return dict(pairs)


def _halves(record: Json, chance: random.Random) -> tuple[Json, Json]:
    """Cut a record in two: each item lies in one half, some answers and units lie in both."""
    one, two = (record | {"answers": {}, "units": {}, "attempts": [], "lessons": []} for _ in range(2))
    for part in ("answers", "units"):
        for key, item in record[part].items():
            for half in chance.choice([[one], [two], [one], [two], [one, two]]):
                half[part][key] = item
    for part in ("attempts", "lessons"):
        for item in record[part]:
            chance.choice([one, two])[part].append(item)
    return one, two


def in_two(files: Mapping[str, bytes], names: Iterable[str], seed: int = 1) -> dict[str, bytes]:
    """Return the files with the records of these names cut in two."""
    chance, cut = random.Random(seed), set(names)
    found = {name: data for name, data in files.items() if name not in cut}
    for name in sorted(cut):
        for number, half in enumerate(_halves(json.loads(files[name]), chance)):
            found[f"{name}-{number}.json"] = json.dumps(half).encode()
    return found


def write_town(town: Town, folder: Path, order: int = 0) -> Truth:
    """Write a town's files below a folder: `records/`, `roster.csv`, `confirmed.csv`, `results.json`.

    `order` is a seed by which they are written in another order.
    """
    truth = town.closed()
    names = list(town.files)
    random.Random(order).shuffle(names)
    for name in names:
        path = folder / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(town.files[name])
    for name, text in (
        ("roster.csv", town.roster()), ("confirmed.csv", town.confirmed()),
        ("results.json", town.results()), ("truth.json", truth.to_json()),
    ):  # fmt: skip
        (folder / name).write_text(text, "utf-8")
    return truth


def write_truth(folder: Path, catalogue: Catalogue | None = None, seed: int = 8, crowd: int = 12) -> Truth:
    """Write the folder and, without a catalogue, the small project for it in `folder/project`."""
    if catalogue is None:
        catalogue = load(write_truth_project(folder / "project")).catalogue
    return write_town(truth_town(catalogue, seed, crowd), folder)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--project", type=Path, help="a project of one's own, such as the real one")
    arguments.add_argument("--crowd", type=int, default=12)
    arguments.add_argument("--seed", type=int, default=8)
    given = arguments.parse_args()
    of = load(given.project).catalogue if given.project else None
    print(len(write_truth(given.folder, of, given.seed, given.crowd).people), "people")
