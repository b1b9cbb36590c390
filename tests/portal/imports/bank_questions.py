"""Questions of every kind, with texts that YAML could misread, for hypothesis. Asserts nothing."""

from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from portal.model.bank import Question

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)

TRAPS = (
    "12356", "1.5", "0x1f", "1_000", "12:30", "2026-11-22", "true", "No", "off", "null", "~", "=", "<<",
    "a: b", "a:", "- a", "? a", "#注", "a #b", "'对'", '"对"', "“对”", "[a]", "{a}", "*a*", "&a", "!a", "%a",
    "@a", "`a`", "|", ">", "|-", "\\", "C:\\新", "a\tb", "一\n二", "一\n\n二", "一\n  二\n三", "- 一\n- 二",
    "--- a", "...", "a\u2028b", "a\u00a0b", "a\ufeffb", "😀", "\u3000字", "____ 是", "（A）", "一 \n 二",
    "a'b\"c", "。", "…", "一\n#二", "x" * 200, ": ", "题: 干", "，",
)  # fmt: skip
_SIGNS = "一二三对错是AbC 09.,:;#-?!'\"[]{}&*%@`|>\\/=~_\n\t，。“”（）\u2028\u00a0\ufeff😀"
_any = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")


texts = (
    st.sampled_from(TRAPS) | st.text(_SIGNS, min_size=1, max_size=30) | st.text(_any, min_size=1, max_size=20)
).filter(lambda text: bool(text.strip()))
_common = {
    "objective": st.sampled_from(("notice", "get-help")),
    "prompt": texts,
    "explanation": texts,
    "difficulty": st.integers(1, 3),
    "status": st.sampled_from(("draft", "published", "retired")),
    "replaces": st.none() | st.just("old-one"),
    "reworded": st.none() | texts,
    "allow": st.lists(
        st.fixed_dictionaries({"text": st.just("反例"), "reason": st.just("学生在故事里说的话")}), max_size=2
    ),
}
_choice = st.fixed_dictionaries({"text": texts, "correct": st.booleans(), "feedback": st.none() | texts})


def _numbered(choices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"c{number}", **choice} for number, choice in enumerate(choices)]


_choosing = st.fixed_dictionaries(
    {
        **_common,
        "type": st.sampled_from(("single", "multiple", "true_false")),
        "choices": st.lists(_choice, min_size=2, max_size=5).map(_numbered),
    }
)
_gaps = st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=3)
_filling = st.fixed_dictionaries(
    {**_common, "type": st.just("blank"), "blanks": st.fixed_dictionaries({"accept": _gaps})}
)


def _made(data: list[dict[str, Any]]) -> tuple[Question, ...]:
    return tuple(_QUESTION.validate_python({"id": f"q-{at}", **one}) for at, one in enumerate(data))


def banks(least: int = 1, most: int = 5) -> st.SearchStrategy[tuple[Question, ...]]:
    """Return a strategy for the questions of a bank."""
    return st.lists(_choosing | _filling, min_size=least, max_size=most).map(_made)
