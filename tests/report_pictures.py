"""Makes the pictures of a report for the handbook, from invented people who answer the real questions.

    PYTHONUTF8=1 PYTHONPATH=scripts:tests .venv/bin/python tests/report_pictures.py [FOLDER]

Without FOLDER the pictures go where the handbook shows them. Some questions are answered as if their key or
their list of wordings were at fault, so that there is something to look at. Holds no assertions.
"""

import json
import random
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from bench.make_records import make_record
from handbook_walk import PAGES, run
from PIL import Image
from playwright.sync_api import sync_playwright
from report_truth import DAY, truth_town, write_town

from portal.load import load
from portal.model.bank import BlankQuestion
from portal.model.catalogue import Catalogue

ROOT = Path(__file__).parents[1]
FOLDER = PAGES / "pictures"
CROWD = 120
"""Invented people on whom nothing is special; some hand in nothing, some have no proof of their practice."""
ANSWERERS = 200
"""Invented people who answer the questions that are looked at."""
WRONG_KEY = (
    "c-lesson-structure/which-one-is-the-activity-lesson",
    "c-policy-and-periods/who-decides-the-slot",
)
"""Answered as if another choice were the right one."""
WORDING = ("c-learning-psychology/name-of-the-method", "分段")
"""A blank, and what many write in it as if it meant the same."""
FEWER_COLUMNS = """document.querySelector("#look").closest("section")
    .querySelectorAll(":is(th, td):is(:nth-child(2), :nth-child(3), :nth-child(n + 7))")
    .forEach((cell) => cell.remove())"""
"""The id, the unit and the numbers are left out, so that a picture can show the reasons."""
COLOURS = 48
WIDTH = 1000


def _town(catalogue: Catalogue, folder: Path) -> list[str]:
    """Write a town's records, roster and proofs; return the order of its report."""
    town = truth_town(catalogue, crowd=0)
    for number in range(CROWD):
        if number % 11 == 0:
            town.someone("还没交的人", handed_in=False)
        else:
            town.hand_in(town.studied("平常的人", confirmed=number % 5 < 3))
    write_town(town, folder)
    proofs = ["--confirmed", f"{folder}/confirmed.csv", "--assessment", f"{folder}/results.json"]
    return ["report", f"{folder}/records", "--roster", f"{folder}/roster.csv", *proofs, "--date", DAY]


def _swaps(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Return question → what is answered instead of what."""
    questions = {bank.full_id(one): one for bank in catalogue.banks for one in bank.published}
    swaps: dict[str, dict[str, str]] = {}
    for name in WRONG_KEY:
        [right], [wrong, *_] = (
            [choice.id for choice in getattr(questions[name], "choices", ()) if choice.correct is is_right]
            for is_right in (True, False)
        )
        swaps[name] = {right: wrong, wrong: right}
    name, wording = WORDING
    blank = questions[name]
    if isinstance(blank, BlankQuestion):
        swaps[name] = {accepted[0]: wording for accepted in blank.blanks.accept}
    return swaps


def _answerers(catalogue: Catalogue, folder: Path) -> list[str]:
    """Write the records of people some of whose questions are at fault; return the order of their report."""
    chance, swaps = random.Random(5), _swaps(catalogue)
    folder.mkdir()
    for number in range(ANSWERERS):
        record = make_record(catalogue, number, chance)
        for question, instead in swaps.items():
            answer = record["answers"].get(question)
            if answer and (question in WRONG_KEY or chance.random() < 0.4):
                first = answer["first"]
                first["value"] = [instead.get(value, value) for value in first["value"]]
        (folder / f"{number}.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    return ["report", str(folder), "--date", DAY]


def _save(taken: bytes, height: int, path: Path) -> None:
    picture = Image.open(BytesIO(taken)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(height, picture.height)))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB, {picture.width} × {picture.height}")


def _report(room: Path, name: str, order: list[str]) -> str:
    """Make a report in a folder of its own; return the address of its page."""
    print(run([*order, "--out", f"{room}/{name}"], ROOT).splitlines()[-1])
    return (room / name / "report.html").as_uri()


def make(folder: Path) -> None:
    """Make both pictures."""
    catalogue = load(ROOT).catalogue
    with tempfile.TemporaryDirectory() as made, sync_playwright() as browsers:
        room = Path(made)
        browser = browsers.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-quic"]
        )
        page = browser.new_context(locale="zh-CN", viewport={"width": WIDTH, "height": 1200}).new_page()
        page.goto(_report(room, "town-report", _town(catalogue, room / "town")))
        page.wait_for_timeout(1500)
        _save(page.screenshot(), 920, folder / "report-page.png")
        page.goto(_report(room, "look-report", _answerers(catalogue, room / "answerers")))
        page.evaluate(FEWER_COLUMNS)
        page.set_viewport_size({"width": WIDTH + 50, "height": 1200})
        page.wait_for_timeout(1500)
        _save(
            page.locator("section", has=page.locator("#look")).screenshot(), 546, folder / "report-look.png"
        )
        browser.close()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    target.mkdir(parents=True, exist_ok=True)
    make(target)
