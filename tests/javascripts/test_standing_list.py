"""还差什么 as the learner reads it: nothing done, a part done, all done that a browser can see."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[[str, str, Any], Any]
Json = dict[str, Any]

KEY = {"type": "single", "status": "published", "choices": ["a", "b"], "correct": ["a"]}
RULES = {
    "name": "c/1", "pass_percent": 80, "hours": 2, "mock_exam": "required", "mock_percent": 60,
    "assessment": "required", "practice": [{"id": "plan", "title": "教案 1 份"}], "requires": ["b"],
}  # fmt: skip


def catalogue(**rules: Any) -> Json:
    units = {
        f"c-{name}": {"title": name, "url": f"c/{name}/", "track": "c", "module": "m", "hours": 1,
                      "revision": 1, "questions": [f"c-{name}/q"]}
        for name in ("one", "two")
    }  # fmt: skip
    module = {"id": "m", "title": "M", "hours": 2, "status": "published", "units": list(units)}
    head = {"url": "certificates/c/", "pass_percent": 80, "hours": 2}
    return {
        "tracks": [
            {"id": "c", "title": "C 证", "modules": [module], "rules": RULES | rules, **head},
            {"id": "b", "title": "B 证", "modules": [], **head},
        ],
        "units": units, "exams": {"c": {"title": "模拟考"}},
        "questions": {f"{unit}/q": {"unit": unit, "title": "题", "objective": "o", **KEY} for unit in units},
    }  # fmt: skip


def record(right: int, mock: bool = False) -> Json:
    given = {"value": ["a"], "at": "2026-11-20T08:00:00Z"}
    ids = ["c-one/q", "c-two/q"]
    sitting = {"exam": "c", "seed": 1, "questions": ids, "answers": {one: ["a"] for one in ids},
               "started": "2026-11-20T08:00:00Z", "finished": "2026-11-20T08:05:00Z"}  # fmt: skip
    answers = {one: {"first": given, "latest": given, "tries": 1} for one in ids[:right]}
    return {"answers": answers, "units": {}, "attempts": [sitting] if mock else [], "lessons": []}


BY_SCHOOL = [
    "◇ 待确认|正式考核：由学校确认",
    "◇ 待确认|实践：教案 1 份，由学校确认",
    "◇ 待确认|先通过“B 证”：由学校确认",
]
NEXT = "这一页能看到的都做到了。接下来：导出学习记录交给学校"


@pytest.mark.parametrize(
    ("known", "rules", "rows", "after"),
    [
        (record(1), {}, [
            "○ 还差|单元练习：1 / 2 个单元答对 80% 以上看是哪 1 个two：再答对 1 题",
            "○ 还差|学时：已记 1 / 2", "○ 还差|模拟考：还没有做过，要达到 60%", *BY_SCHOOL,
        ], ""),
        (record(2, mock=True), {}, [
            "✓ 已做到|单元练习：2 / 2 个单元答对 80% 以上", "✓ 已做到|学时：已记 2 / 2",
            "✓ 已做到|模拟考：最好一次 100%，要达到 60%", *BY_SCHOOL,
        ], f"{NEXT}，余下 3 项由学校确认。"),
        (record(2), {"mock_exam": "optional", "assessment": "optional", "practice": [], "requires": []}, [
            "✓ 已做到|单元练习：2 / 2 个单元答对 80% 以上", "✓ 已做到|学时：已记 2 / 2",
            "◇ 可选|模拟考：还没有做过，60% 算通过；不作要求",
            "◇ 可选|正式考核：当地组织的可以参加，不作要求",
        ], f"{NEXT}，由学校给结论。"),
        (record(2), {"hours": 3, "mock_exam": "none", "assessment": "none", "practice": [], "requires": []}, [
            "✓ 已做到|单元练习：2 / 2 个单元答对 80% 以上", "○ 还差|学时：已记 2 / 3",
        ], ""),
    ],
    ids=["a part done", "all done", "only units asked for", "hours not written yet"],
)  # fmt: skip
def test_the_list_says_what_is_lacking_and_what_comes_next(
    run_js: Run, known: Json, rules: Json, rows: list[str], after: str
) -> None:
    [[found, told]] = run_js(
        "../elements/learning-standing",
        """import("/core/progress.js").then((p) => {
            const track = p.allProgress(x.of, x.record)[0];
            const section = m.standingSection(x.of, x.record, track, { url: (path) => path });
            const next = section.querySelector(".portal-next-step");
            const words = (li) => Array.from(li.children, (part) => part.textContent).join("|");
            const rows = Array.from(section.querySelectorAll(".portal-condition"), words);
            return [rows, next ? next.textContent : ""];
        })""",
        [{"of": catalogue(**rules), "record": known}],
    )
    assert (found, told) == (rows, after)
