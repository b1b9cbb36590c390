"""Every flag of a report has words: why it may be innocent, and a question. None is a verdict."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.model.flag_words import FLAG_WORDS

REPORTS = Path(__file__).parents[3] / "scripts" / "portal" / "reports"
VERDICTS = ("作弊", "造假", "抄袭", "舞弊", "违规", "作废", "不诚信", "篡改", "伪造", "冒充", "骗")
MAKERS = {"Flag": 0, "_flag": 0, "_late": 0, "Verdict": 2}
"""Name of what makes a flag → which of its arguments is the kind."""


def kinds_in(file: Path) -> Iterator[str]:
    """Yield the kinds that stand in a module: in calls, in rows of the table, in a name `kind`."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        found: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            place = MAKERS[node.func.id]
            found = node.args[place] if len(node.args) > place else None
        elif isinstance(node, ast.Tuple) and len(node.elts) == 4 and file.stem == "between":
            found = node.elts[1]
        elif isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == ["kind"]:
            found = node.value
        if isinstance(found, ast.Constant) and isinstance(found.value, str) and not found.value.isascii():
            yield found.value


def test_every_kind_has_its_words_and_no_words_are_left_over() -> None:
    assert {kind for file in REPORTS.rglob("*.py") for kind in kinds_in(file)} == set(FLAG_WORDS)


@pytest.mark.parametrize("kind", FLAG_WORDS)
def test_a_flag_is_a_question_and_no_verdict(kind: str) -> None:
    words = FLAG_WORDS[kind]
    assert "请" in words.ask
    assert words.innocent
    assert [word for word in VERDICTS if word in kind + words.ask + words.innocent] == []


@pytest.mark.parametrize("file", sorted(REPORTS.rglob("*.py")), ids=lambda file: file.name)
def test_no_word_of_a_report_judges_anybody(file: Path) -> None:
    text = file.read_text("utf-8")
    assert [word for word in VERDICTS if word in text] == []
