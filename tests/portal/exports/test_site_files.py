"""The sizes that pages name: for one lesson alone they are the same as among all."""

from pathlib import Path

from small_project import write_project

from portal.exports.site_files import SiteFiles
from portal.load import load
from portal.model.takeaway import lesson_files

LESSON = "docs/lessons/grade-5/why-i-learn.md"


def test_a_lessons_sizes_are_the_same_whether_others_are_looked_at_or_not(tmp_path: Path) -> None:
    catalogue = load(write_project(tmp_path / "project")).catalogue
    files = SiteFiles(catalogue, tmp_path / "files")
    (lesson,) = catalogue.lessons
    paths = [file.path for file in lesson_files(lesson).values()]
    assert files.sizes_of(lesson) == dict.fromkeys(paths, "")
    assert files.make(paths[0])
    sizes = SiteFiles(catalogue, tmp_path / "files").sizes_of(lesson)
    assert sizes == {path: files.size_of(path) for path in paths}
    assert sizes[paths[0]].endswith(" KB")


def test_a_draft_has_no_files_and_so_no_sizes(tmp_path: Path) -> None:
    root = write_project(tmp_path / "project", {LESSON: [["status: published", "status: draft"]]})
    catalogue = load(root).catalogue
    assert SiteFiles(catalogue, tmp_path / "files").sizes_of(catalogue.lessons[0]) == {}
