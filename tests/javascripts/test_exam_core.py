"""A mock exam's time, plan and words; its sittings in a storage that dies, fills up or serves two tabs."""

from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any

import pytest

Run = Callable[[str, str, Any], Any]
Json = dict[str, Any]

START = 1_795_312_800_000
MINUTE = 60_000
STORES = """
const { Shelf } = await import("/storage.js");
const { LearnerStore } = await import("/store/learner-store.js");
class Area {
  constructor(texts, room) { this.texts = texts; this.room = room; }
  get length() { return this.texts.size; }
  key(i) { return Array.from(this.texts.keys())[i]; }
  getItem(key) { return this.texts.has(key) ? this.texts.get(key) : null; }
  removeItem(key) { this.texts.delete(key); }
  setItem(key, text) {
    const rest = Array.from(this.texts).filter(([one]) => one !== key).join("").length;
    if (rest + key.length + text.length > this.room) throw new Error("full");
    this.texts.set(key, text);
  }
}
const disk = new Map();
let now = x.start;
const attempt = { exam: "c", seed: 7, questions: ["c-a/one", "c-a/two", "c-b/three"], answers: {},
                  started: "2026-11-22T02:00:00Z" };
const ID = "c#7#2026-11-22T02:00:00Z";
const tab = () => {
  const local = new Shelf(new Area(disk, x.room || 1e9));
  const session = new Shelf(new Area(new Map(), 1e9));
  return new m.Sittings(new LearnerStore({ local, session }, "first", () => now, x.moved || {}));
};
const begin = (sittings) =>
  sittings.begin(ID, { questions: attempt.questions, minutes: 30, attempt });
"""


@pytest.fixture
def in_store(run_js: Run) -> Callable[..., Any]:
    """Return a function: steps over `tab`, `begin`, `disk`, `now` → what they return."""

    def run(steps: str, **given: Any) -> Any:
        return run_js(
            "../store/sittings", f"(async () => {{ {STORES} {steps} }})()", [{"start": START, **given}]
        )[0]

    return run


def test_a_tab_killed_after_any_answer_leaves_all_that_was_given(in_store: Callable[..., Any]) -> None:
    found = in_store("""
        begin(tab());
        const seen = [];
        const given = [["c-a/one", ["x"]], ["c-a/two", ["y", "z"]], ["c-a/one", ["w"]], ["c-a/two", []]];
        for (const [id, value] of given) {
          tab().find(ID).save(id, value);
          now += 1000;
          seen.push(Object.fromEntries(tab().find(ID).answers()));
        }
        tab().find(ID).flag("c-b/three", true);
        return [seen, Array.from(tab().find(ID).flagged()), tab().find(ID).times()];""")
    assert found == [
        [
            {"c-a/one": ["x"]},
            {"c-a/one": ["x"], "c-a/two": ["y", "z"]},
            {"c-a/one": ["w"], "c-a/two": ["y", "z"]},
            {"c-a/one": ["w"]},
        ],
        ["c-b/three"],
        {"c-a/one": "2026-11-22T02:00:02Z"},
    ]


def test_of_two_tabs_the_later_answer_of_a_question_wins_and_none_writes_after_the_end(
    in_store: Callable[..., Any],
) -> None:
    found = in_store("""
        const one = tab(); const two = tab();
        const mine = begin(one); const other = two.find(ID);
        mine.save("c-a/one", ["early"]); now += 1;
        other.save("c-a/one", ["late"]); other.flag("c-a/two", true);
        mine.save("c-a/two", ["mine"]);
        const both = [Object.fromEntries(mine.answers()), Array.from(mine.flagged())];
        now += 5000;
        const first = two.handIn(other);
        mine.save("c-a/one", ["too late"]);
        const second = one.handIn(mine);
        return [both, first.answers, JSON.stringify(first) === JSON.stringify(second), mine.isThere(),
                Array.from(disk.keys()).filter((key) => key.includes(":sitting:"))];""")
    assert found == [
        [{"c-a/one": ["late"], "c-a/two": ["mine"]}, ["c-a/two"]],
        {"c-a/one": ["late"], "c-a/two": ["mine"]},
        True,
        False,
        [],
    ]


def test_an_export_holds_what_is_not_handed_in_and_a_crash_in_between_hides_nothing(
    in_store: Callable[..., Any],
) -> None:
    found = in_store("""
        const sittings = tab();
        begin(sittings).save("c-a/one", ["x"]);
        const before = tab().store.record().attempts;
        const copy = new Map(disk);
        sittings.handIn(sittings.find(ID));
        for (const [key, text] of copy) if (!disk.has(key)) disk.set(key, text);
        return [before, tab().store.record().attempts];""")
    begun = {
        "exam": "c", "seed": 7, "questions": ["c-a/one", "c-a/two", "c-b/three"],
        "started": "2026-11-22T02:00:00Z", "answers": {"c-a/one": ["x"]},
    }  # fmt: skip
    assert found == [[begun], [begun | {"finished": "2026-11-22T02:00:00Z"}]]


@pytest.mark.parametrize("room", [0, 200, 420, 700])
def test_with_however_little_room_it_is_handed_in_with_every_answer(
    in_store: Callable[..., Any], room: int
) -> None:
    answers = in_store(
        """
        const sittings = tab();
        const sitting = begin(sittings);
        for (const id of attempt.questions) sitting.save(id, ["an answer that takes some room"]);
        const { answers } = sittings.handIn(sitting);
        return [answers, sittings.store.record().attempts.map((one) => one.answers)];""",
        room=room,
    )
    wanted = {name: ["an answer that takes some room"] for name in ("c-a/one", "c-a/two", "c-b/three")}
    assert answers == [wanted, [wanted]]


def test_a_storage_that_takes_no_write_any_more_still_holds_the_sitting_after_the_visit(
    in_store: Callable[..., Any],
) -> None:
    found = in_store("""
        const sittings = tab();
        begin(sittings).save("c-a/one", ["x"]);
        const write = Area.prototype.setItem;
        Area.prototype.setItem = () => { throw new Error("full"); };
        const { answers } = sittings.handIn(sittings.find(ID));
        const shown = sittings.openExams().length;
        Area.prototype.setItem = write;
        return [answers, shown, tab().openExams().map((one) => Object.fromEntries(one.answers()))];""")
    assert found == [{"c-a/one": ["x"]}, 0, [{"c-a/one": ["x"]}]]


def test_a_unit_that_moves_while_somebody_sits_takes_the_answers_along(in_store: Callable[..., Any]) -> None:
    found = in_store("""
        begin(tab()).save("c-a/one", ["x"]);
        x.moved = { "c-a": "c-new" };
        return tab().store.record().attempts.map(({ questions, answers }) => [questions[0], answers]);""")
    assert found == [["c-new/one", {"c-new/one": ["x"]}]]


def test_handing_in_late_ends_with_the_time_and_what_was_erased_stays_away(
    in_store: Callable[..., Any],
) -> None:
    found = in_store("""
        const sittings = tab();
        const sitting = begin(sittings);
        now += 24 * 3600 * 1000;
        const late = sittings.handIn(sitting).finished;
        const again = tab();
        const open = begin(again);
        again.store.eraseEverything();
        return [late, again.handIn(open), again.all().length];""")
    assert found == ["2026-11-22T02:30:00Z", None, 0]


def test_broken_entries_are_no_sittings_and_broken_drafts_no_answers(in_store: Callable[..., Any]) -> None:
    found = in_store("""
        begin(tab()).save("c-a/one", ["x"]);
        const prefix = "portal:first:sitting:";
        disk.set(`${prefix}c#8#2026-11-22T02:00:00Z`, '{"questions":[1]}');
        disk.set(`${prefix}other`, "{");
        disk.set(`${prefix}${ID}:c-a/two`, '{"value":"x"}');
        return [tab().all().map(({ id }) => id), Object.fromEntries(tab().find(ID).answers())];""")
    assert found == [["c#7#2026-11-22T02:00:00Z"], {"c-a/one": ["x"]}]


@pytest.mark.parametrize(
    "edit",
    [
        "head.seen = 9e15",
        "head.deadline = 9e15",
        "head.started = -1",
        "head.questions.push('x')",
        "head.attempt.questions = ['__proto__']",
        "head = []",
    ],
)
def test_a_head_that_no_sitting_can_have_is_set_aside_with_its_drafts_and_stops_nothing(
    in_store: Callable[..., Any], edit: str
) -> None:
    found = in_store(f"""
        begin(tab()).save("c-a/one", ["x"]);
        const key = `portal:first:sitting:${{ID}}`;
        let head = JSON.parse(disk.get(key));
        {edit};
        disk.set(key, JSON.stringify(head));
        const open = tab().openExams().length;
        const kept = Array.from(disk.keys()).map((one) => one.replace(key, "KEY")).sort();
        return [open, kept, begin(tab()).answers().size];""")
    assert found == [0, ["portal-broken:KEY", "portal-broken:KEY:c-a/one"], 0]


def test_a_draft_from_after_the_end_of_time_is_none_and_can_be_answered_anew(
    in_store: Callable[..., Any],
) -> None:
    found = in_store("""
        begin(tab());
        const draft = { value: ["old"], at: Number.MAX_SAFE_INTEGER, flag: false, flagAt: 0 };
        disk.set(`portal:first:sitting:${ID}:c-a/one`, JSON.stringify(draft));
        const before = tab().find(ID).times();
        tab().find(ID).save("c-a/one", ["new"]);
        return [before, Object.fromEntries(tab().find(ID).answers())];""")
    assert found == [{}, {"c-a/one": ["new"]}]


def test_drafts_merge_in_any_order_to_the_same(run_js: Run) -> None:
    random = Random(6)
    drafts = [
        {"value": [random.choice("ab")], "at": random.randint(0, 2), "flag": random.random() < 0.5,
         "flagAt": random.randint(0, 2)}
        for _ in range(60)
    ]  # fmt: skip
    triples = [random.sample(drafts, 3) for _ in range(300)]
    law = (
        "(() => { const [a, b, c] = x; const same = (p, q) => JSON.stringify(p) === JSON.stringify(q);"
        " const merge = m.mergeDrafts; return same(merge(a, b), merge(b, a)) && same(merge(a, a), a)"
        " && same(merge(merge(a, b), c), merge(a, merge(b, c))); })()"
    )
    assert all(run_js("../store/sitting-drafts", law, triples))


def test_the_time_of_a_sitting_only_goes_on_and_follows_the_clock_while_that_does(run_js: Run) -> None:
    random = Random(6)
    walls = [[START + random.randint(-90, 90) * MINUTE for _ in range(12)] for _ in range(100)]
    go = (
        "x.reduce((times, wall) => [...times, m.goneOn(times[times.length - 1], wall)],"
        " [{ seen: x[0], offset: 0 }]).map(({ seen }) => seen)"
    )
    for wall, times in zip(walls, run_js("exam-time", go, walls), strict=True):
        assert all(before <= after for before, after in pairwise(times))
        forward = [max(0, after - before) for before, after in pairwise(wall)]
        assert times[-1] - times[0] == sum(forward)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (7, "0:07"), (3547, "59:07"), (3600, "1:00:00"), (7384, "2:03:04")]
)
def test_the_clock_is_read_at_a_glance(run_js: Run, seconds: int, text: str) -> None:
    assert run_js("exam-time", "m.clockText(x)", [seconds]) == [text]


def test_the_time_left_is_spoken_three_times_and_not_after_sleep_past_the_end(run_js: Run) -> None:
    steps = [[601, 600], [600, 599], [301, 299], [61, 60], [700, 50], [700, 0], [None, 30]]
    spoken = run_js("exam-time", "m.spokenTime(x[0] === null ? 30 : x[0], x[1])", steps)
    assert spoken == ["还剩 10 分钟。", "", "还剩 5 分钟。", "还剩 1 分钟。", "还剩 1 分钟。", "", ""]


def test_before_handing_in_it_is_said_what_is_open_and_flagged(run_js: Run) -> None:
    cases = [[[], []], [[2, 5], []], [[], [1]], [list(range(1, 12)), [3]]]
    assert run_js("exam-answer", 'm.submitQuestion(x[0], x[1], "不能再改。")', cases) == [
        "每一题都答了。不能再改。",
        "还有 2 题没有答完：第 2、5 题。不能再改。",
        "每一题都答了。做了标记的：第 1 题。不能再改。",
        "还有 11 题没有答完：第 1、2、3、4、5、6、7、8 等 11 题。做了标记的：第 3 题。不能再改。",
    ]


def test_a_gap_left_empty_is_not_answered(run_js: Run) -> None:
    values = [None, [], ["a"], ["12356", " "], ["12356", "1"]]
    found = run_js("exam-answer", "m.isAnswered(x === null ? undefined : x)", values)
    assert found == [False, False, True, False, True]


def test_the_next_sitting_waits_and_is_counted(run_js: Run) -> None:
    handed_in = {"started": "2026-11-22T02:00:00Z", "finished": "2026-11-22T02:20:00Z"}
    left_open = {"started": "2026-11-22T02:00:00Z"}
    now = START + 60 * MINUTE
    cases = [
        {"attempts": 3, "wait": 0, "taken": []},
        {"attempts": 1, "wait": 0, "taken": [handed_in]},
        {"attempts": None, "wait": 12, "taken": [handed_in]},
        {"attempts": None, "wait": 0.5, "taken": [handed_in]},
        {"attempts": None, "wait": 12, "taken": [left_open]},
    ]
    plan = f"m.nextSitting({{ attempts: x.attempts, wait_hours: x.wait, minutes: 30 }}, x.taken, {now})"
    assert run_js("exam-plan", plan, cases) == [
        {"left": 3, "from": 0},
        {"left": 0, "from": 0},
        {"left": None, "from": START + (20 + 720) * MINUTE},
        {"left": None, "from": 0},
        {"left": None, "from": START + (30 + 720) * MINUTE},
    ]


def test_the_units_with_most_to_look_at_again_come_first(run_js: Run) -> None:
    catalogue = {
        "units": {"c-a": {"title": "甲", "url": "a/"}, "c-b": {"title": "乙", "url": "b/"}},
        "questions": {name: {"unit": name.split("/")[0]} for name in ("c-a/1", "c-a/2", "c-b/1", "c-b/2")},
    }
    verdicts = [["c-a/1", "wrong"], ["c-a/2", "right"], ["c-b/1", None], ["c-b/2", "void"]]
    [units] = run_js("exam-plan", "m.unitsToReturnTo(x.catalogue, x.verdicts)", [
        {"catalogue": catalogue, "verdicts": verdicts}
    ])  # fmt: skip
    assert [(one["title"], one["missed"]) for one in units] == [("乙", 2), ("甲", 1)]
