from portal.model.finding import Finding, Place
from portal.model.marks import Marks

FINDING = Finding(Place("docs/a.md", 3, 5), "P101", "100% 坏了", "第一行\n第二行", "warning")


def test_as_text_the_first_line_is_for_tools_and_the_second_for_people() -> None:
    assert FINDING.as_text() == "docs/a.md:3:5: warning P101: 100% 坏了\n    第一行\n第二行"


def test_as_github_per_cent_signs_and_line_breaks_are_escaped() -> None:
    wanted = "::warning file=docs/a.md,line=3,col=5,title=P101::100%25 坏了 第一行%0A第二行"
    assert FINDING.as_github() == wanted


def test_as_data_everything_is_flat() -> None:
    assert FINDING.as_data() == {
        "path": "docs/a.md",
        "line": 3,
        "column": 5,
        "severity": "warning",
        "code": "P101",
        "reason": "100% 坏了",
        "cure": "第一行\n第二行",
    }


def test_findings_sort_by_place_as_numbers() -> None:
    lines = [Finding(Place("a", line), "Q101", "", "") for line in (10, 9, 2)]
    assert [finding.place.line for finding in sorted(lines)] == [2, 9, 10]


def test_an_unknown_key_is_placed_at_its_nearest_known_ancestor() -> None:
    marks = Marks("a.yml", {(): (2, 1), ("questions", 0): (3, 5)})
    found = [str(marks.at(*keys)) for keys in (("questions", 0, "id"), ("questions", 1), ())]
    assert found == ["a.yml:3:5", "a.yml:2:1", "a.yml:2:1"]
