"""What is known of the pictures that questions may show."""

from pathlib import Path

from small_project import write_project

from portal.checks import run
from portal.load import load
from portal.model.picture import Picture, Shape

PLACE = "docs/certificates/c/pictures/first-steps"
GIF = b"GIF89a\x28\x00\x1e\x00"
SHOWN = [
    ["prompt: 哪一句更合适？", "prompt: '![学生站在门口](pictures/first-steps/door.gif) 哪一句更合适？'"]
]


def test_size_and_shape_of_every_picture_are_known(tmp_path: Path) -> None:
    files = {f"{PLACE}/door.gif": GIF, f"{PLACE}/no-picture.png": b"x", "docs/assets/other.gif": GIF}
    root = write_project(tmp_path, files)
    assert load(root).catalogue.pictures == {
        "certificates/c/pictures/first-steps/door.gif": Picture(
            root / PLACE / "door.gif", len(GIF), Shape("gif", 40, 30)
        ),
        "certificates/c/pictures/first-steps/no-picture.png": Picture(
            root / PLACE / "no-picture.png", 1, None
        ),
    }


def test_a_picture_that_is_slow_to_fetch_is_found(tmp_path: Path) -> None:
    edits = {f"{PLACE}/door.gif": GIF + bytes(500_000), "quizzes/c/first-steps.yml": SHOWN}
    assert [finding.as_text() for finding in run(load(write_project(tmp_path, edits)).catalogue)] == [
        "quizzes/c/first-steps.yml:5:5: error Q122: 题目 'opening'：图“door.gif”有 501 KB，超过 500 KB\n"
        "    把宽缩到 1200 像素以内，或另存为 JPG。"
    ]
