"""A build that takes over pages from the last one gives what a build from nothing gives, byte for byte."""

import logging
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from building_edits import EDITS, damage
from small_project import write_project

from portal.commands.build import build_pages
from portal.pages.background import in_background
from portal.pages.building import two_processes
from portal.pages.building.bodies import Bodies
from portal.pages.building.drawn import Drawing

ROOT = Path(__file__).parents[3]


def project(root: Path) -> Path:
    write_project(root)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    (root / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "hooks.py", root / "scripts")
    return root


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Building:
    """A project, and what building it gives: the site or what was said instead."""

    def __init__(self, room: Path, caplog: pytest.LogCaptureFixture, scripts: Path) -> None:
        """Use a folder; the browser's scripts, which are slow to make small, are made once for all tests."""
        self.room, self.root, self.caplog = room, project(room / "project"), caplog
        self.cache = room / "cache"
        self.cache.mkdir()
        (self.cache / "scripts").symlink_to(scripts)

    def outcome(self, build: Iterator[None]) -> tuple[list[str], dict[str, bytes]]:
        self.caplog.clear()
        error = ""
        try:
            next(build, None)
        except (Exception, SystemExit) as raised:
            error = f"{type(raised).__name__}: {raised}"
        said = [
            f"{one.levelname} {one.getMessage()}" for one in self.caplog.records if one.levelno > logging.INFO
        ]
        site = self.room / "site"
        found = files(site) if site.exists() and not error else {}
        shutil.rmtree(site, ignore_errors=True)
        return [*said, error], found

    def ours(self, is_fresh: bool = False) -> tuple[list[str], dict[str, bytes]]:
        def build() -> Iterator[None]:
            yield build_pages(self.root, self.room / "site", False, self.cache, is_fresh) and None

        return self.outcome(build())

    def of_mkdocs(self) -> tuple[list[str], dict[str, bytes]]:
        from mkdocs.commands.build import build as mkdocs_build
        from mkdocs.config import load_config

        def build() -> Iterator[None]:
            config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.room / "site"), strict=True)
            config.extra |= {"files": False, "cache": str(self.cache)}
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
            yield

        return self.outcome(build())


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scripts")


@pytest.fixture
def building(tmp_path: Path, caplog: pytest.LogCaptureFixture, scripts: Path) -> Building:
    caplog.set_level(logging.WARNING)
    return Building(tmp_path, caplog, scripts)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_site_is_that_of_mkdocs_to_the_byte_with_all_that_is_said(
    seed: int, building: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    names = [*EDITS]
    chance.shuffle(names)
    for name in names[: len(names) // 2 + 1] if seed else names[len(names) // 2 :]:
        monkeypatch.setattr(two_processes, "FEWEST", chance.choice([1, 1000]))
        before = files(building.root)
        EDITS[name](building.root, chance)
        ours, theirs = building.ours(), building.of_mkdocs()
        assert ours[0] == theirs[0], name
        assert ours[1].keys() == theirs[1].keys(), name
        assert [path for path in ours[1] if ours[1][path] != theirs[1][path]] == [], name
        if ours[0][-1]:
            put_back(building.root, before)
        if chance.random() < 0.3:
            damage(building.cache / "pages", chance)


def test_nothing_changed_and_nothing_is_rendered_or_drawn_again(
    building: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = building.ours()
    again: list[str] = []
    monkeypatch.setattr(Bodies, "_render", lambda self, page, uri, key: again.append(uri))
    monkeypatch.setattr(Drawing, "_draw", lambda self, page, files, key: again.append(page.url))
    assert building.ours() == first
    assert again == []


def test_one_edit_draws_that_page_and_the_lists_alone(
    building: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.ours()
    EDITS["a lesson's text"](building.root, random.Random(0))
    rendered, drawn = watched(monkeypatch)
    building.ours()
    assert rendered == ["lessons/grade-5/why-i-learn.md"]
    assert drawn == ["lessons/grade-5/why-i-learn/"]


def test_fresh_takes_nothing_over(building: Building, monkeypatch: pytest.MonkeyPatch) -> None:
    building.ours()
    rendered, drawn = watched(monkeypatch)
    building.ours(is_fresh=True)
    pages = [path for path in (building.root / "docs").rglob("*.md") if "_includes" not in path.parts]
    assert len(rendered) == len(drawn) == len(pages)


def test_a_second_process_that_dies_costs_time_and_no_page(
    building: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(two_processes, "FEWEST", 1)
    here = os.getpid()
    render, draw = Bodies._render, Drawing._draw

    def die_elsewhere(*_: object) -> None:
        if os.getpid() != here:
            os._exit(9)

    monkeypatch.setattr(Bodies, "_render", lambda *given: die_elsewhere() or render(*given))
    monkeypatch.setattr(Drawing, "_draw", lambda *given: die_elsewhere() or draw(*given))
    assert building.ours() == building.of_mkdocs()


def test_a_cache_that_cannot_be_written_costs_time_and_no_page(building: Building) -> None:
    for name in ("pages", "content", "findings"):
        (building.cache / name).write_text("in the way", "utf-8")
    assert building.ours() == building.of_mkdocs()


def test_two_builds_at_once_share_a_cache(building: Building) -> None:
    other = building.room / "other"
    wait = in_background(lambda: build_pages(building.root, other, False, building.cache))
    ours = building.ours()
    wait()
    assert files(other) == ours[1]


def test_what_is_gone_is_no_longer_kept(building: Building) -> None:
    EDITS["a new page"](building.root, random.Random(0))
    building.ours()
    kept = len(list((building.cache / "pages").glob("*.body")))
    EDITS["a page less"](building.root, random.Random(0))
    building.ours()
    assert len(list((building.cache / "pages").glob("*.body"))) == kept - 1


def watched(monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """Return the pages that will be rendered, and those that will be drawn."""
    rendered: list[str] = []
    drawn: list[str] = []
    render, draw = Bodies._render, Drawing._draw
    monkeypatch.setattr(
        Bodies, "_render", lambda self, page, uri, key: rendered.append(uri) or render(self, page, uri, key)
    )
    monkeypatch.setattr(
        Drawing,
        "_draw",
        lambda self, page, files, key: drawn.append(page.url) or draw(self, page, files, key),
    )
    return rendered, drawn


def put_back(root: Path, before: dict[str, bytes]) -> None:
    """Undo an edit that stopped the build, as its author would."""
    for path, now in files(root).items():
        if path not in before:
            (root / path).unlink()
        elif before[path] != now:
            (root / path).write_bytes(before[path])
    for path in before.keys() - files(root).keys():
        (root / path).write_bytes(before[path])
