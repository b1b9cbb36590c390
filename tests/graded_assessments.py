"""A small formal assessment whose answers are known, and what candidates hand in at it. No assertions."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from portal.credentials.sealing import make_identity, seal
from portal.model.paper import Candidate
from portal.model.paper_key import KeyPaper, KeyQuestion, PaperKey

IDENTITY, RECIPIENT = make_identity()
DIGEST_A, DIGEST_B, DIGEST_OWN = "a" * 64, "b" * 64, "c" * 64
A, B, OWN = "autumn-a", "autumn-b", "autumn-qwertyui"
LI, WANG, ZHAO = (
    Candidate(number="T001", name="李一", school="一小"),
    Candidate(number="T002", name="王二", school="二小"),
    Candidate(number="T003", name="赵三", school="一小"),
)
CANDIDATES = (LI, WANG, ZHAO)

_CHOICES = ("one", "two", "three", "four")


def _question(number: int) -> KeyQuestion:
    facts: dict[str, Any] = {"module": "talk", "unit": "talk", "objective": "listen", "difficulty": 2}
    kind = ("single", "multiple", "true_false", "blank", "single")[number % 5]
    if kind == "blank":
        return KeyQuestion(type=kind, accept=(("12356",), ("12", "十二")), **facts)
    if kind == "true_false":
        return KeyQuestion(type=kind, choices=("true", "false"), correct=("false",), **facts)
    correct = ("one", "three") if kind == "multiple" else (_CHOICES[number % 4],)
    return KeyQuestion(type=kind, choices=_CHOICES, correct=correct, **facts)


@lru_cache(maxsize=4)
def make_key(count: int = 10, **given: Any) -> PaperKey:
    """Return the key of an assessment with two forms and a paper for T003; forms have their own orders."""
    questions = {f"c-talk/q-{number}": _question(number) for number in range(count)}
    order = tuple(questions)
    turned = {one: tuple(reversed(key.choices)) for one, key in questions.items() if key.choices}
    papers = {
        A: KeyPaper(digest=DIGEST_A, form="A", seed=1, questions=order,
                    choices={one: key.choices for one, key in questions.items() if key.choices}),
        B: KeyPaper(digest=DIGEST_B, form="B", seed=2, questions=order[::-1], choices=turned),
        OWN: KeyPaper(digest=DIGEST_OWN, candidate="T003", seed=3, questions=order, choices=turned),
    }  # fmt: skip
    facts: dict[str, Any] = {
        "schema": "portal-paper-key/1", "assessment": "autumn", "title": "秋季考核", "track": "c",
        "minutes": 60, "pass_percent": 80, "made": "2026-11-20T00:00:00Z", "release": "2026.11.1",
        "recipient": RECIPIENT, "seed": 7, "lines": ({"module": "talk", "count": count},),
        "pool_mark": "0123abcd", "papers": papers, "keys": questions,
    }  # fmt: skip
    return PaperKey(**{**facts, **given})


def right_answers(key: PaperKey, paper: str = A) -> dict[str, list[str]]:
    """Return the right answer to every question of a paper."""
    found = {}
    for question in key.papers[paper].questions:
        of = key.keys[question]
        found[question] = [gap[0] for gap in of.accept] if of.type == "blank" else list(of.correct)
    return found


def wrong_answer(key: PaperKey, question: str) -> list[str]:
    """Return an answer to a question that is wrong."""
    of = key.keys[question]
    if of.type == "blank":
        return ["不知道"] * len(of.accept)
    return [next(choice for choice in of.choices if [choice] != list(of.correct))]


def hand_in(who: Candidate = LI, paper: str = A, wrong: Sequence[str] = (), **given: Any) -> dict[str, Any]:
    """Return what somebody hands in as JSON values; all is right but the questions in `wrong`."""
    key = make_key()
    answers = {**right_answers(key, paper), **{one: wrong_answer(key, one) for one in wrong}}
    second = int(who.number[-1])
    return {
        "schema": "portal-answers/1",
        "paper": paper,
        "digest": key.papers[paper].digest,
        "candidate": who.model_dump(),
        "answers": answers,
        "times": {one: f"2026-11-21T01:{5 + n:02}:{second:02}Z" for n, one in enumerate(answers)},
        "started": "2026-11-21T01:00:00Z",
        "finished": "2026-11-21T01:40:00Z",
        "release": "2026.11.1",
        **given,
    }


def sealed(data: Mapping[str, Any]) -> bytes:
    """Return what is handed in as the sealed file that the browser makes of it."""
    return seal(json.dumps(data, ensure_ascii=False).encode(), RECIPIENT)


def write_assessment(folder: Path, key: PaperKey) -> Path:
    """Write the folder of an assessment whose papers are made; return it."""
    (folder / "keys").mkdir(parents=True)
    (folder / "assessment.yml").write_text("title: 秋季考核\n", "utf-8")
    (folder / "keys" / "seal.key").write_text(f"# 密钥\n{IDENTITY}\n", "utf-8")
    (folder / "key.json").write_text(json.dumps(key.as_data(), ensure_ascii=False), "utf-8")
    rows = ["编号,姓名,学校", *(f"{one.number},{one.name},{one.school}" for one in CANDIDATES)]
    (folder / "candidates.csv").write_bytes("\r\n".join(rows).encode("gb18030"))
    return folder
