"""Problems of a preview: a moved one is not new, those of the page come first."""

from dataclasses import replace

from portal.model.finding import Finding, Place
from portal.pages.preview.problems import Problems, difference, split


def finding(path: str, line: int = 1, reason: str = "少一句") -> Finding:
    return Finding(Place(path, line), "X101", reason, "补上。")


def test_a_problem_that_only_moved_is_neither_new_nor_cured() -> None:
    found = difference([finding("a.md", 3)], [finding("a.md", 9)])
    assert (found.new, found.cured, found.left) == ((), (), 1)


def test_new_and_cured_problems_are_told_apart_and_counted() -> None:
    old, kept, new = finding("a.md"), finding("b.md"), finding("b.md", reason="多一句")
    found = difference([old, kept], [kept, new])
    assert (found.new, found.cured, found.left) == ((new,), (old,), 2)


def test_of_two_alike_one_may_be_cured() -> None:
    found = difference([finding("a.md", 1), finding("a.md", 5)], [finding("a.md", 4)])
    assert (len(found.new), len(found.cured), found.left) == (0, 1, 1)


def test_each_rule_replaces_what_it_found_before_and_nobody_elses() -> None:
    problems = Problems(form=(finding("f.md"),), drawn={"d.md": (finding("d.md"),)})
    problems.found("X101", [finding("a.md"), finding("b.md")])
    problems.found("X102", [finding("c.md")])
    problems.found("X101", [finding("b.md")])
    assert [one.place.path for one in problems.all()] == ["b.md", "c.md", "d.md", "f.md"]


def test_of_a_file_that_cannot_be_read_a_rule_keeps_what_it_found_before() -> None:
    problems = Problems()
    problems.found("X101", [finding("a.yml"), finding("b.yml")])
    problems.found("X101", [], unread={"a.yml"})
    assert [one.place.path for one in problems.all()] == ["a.yml"]
    problems.found("X101", [])
    assert problems.all() == []


def test_errors_stand_before_warnings() -> None:
    warnings = [replace(finding(f"{number}.md"), severity="warning") for number in range(3)]
    data = split([*warnings, finding("9.md")], ["0.md", "1.md", "2.md", "9.md"])
    assert [one["path"] for one in data["here"]] == ["9.md", "0.md", "1.md", "2.md"]


def test_a_problem_found_twice_is_told_once() -> None:
    problems = Problems(form=(finding("a.md"),), rules={"X101": (finding("a.md"),)})
    assert len(problems.all()) == 1


def test_findings_of_the_page_come_apart_from_those_elsewhere() -> None:
    data = split([finding("a.md"), finding("b.md")], ["b.md"])
    assert [one["path"] for one in data["here"]] == ["b.md"]
    assert [one["path"] for one in data["elsewhere"]] == ["a.md"]
    assert data["count"] == 1


def test_a_flood_elsewhere_is_cut_but_counted() -> None:
    data = split([finding(f"{number}.md") for number in range(500)], [])
    assert (len(data["elsewhere"]), data["count"]) == (100, 500)
