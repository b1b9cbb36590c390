from graded_assessments import A, B, make_key
from hypothesis import given
from hypothesis import strategies as st

from portal.credentials.candidates import Table
from portal.credentials.typed_rows import typed_in
from portal.model.paper_results import Submission, Unread

KEY = make_key(5)
HEAD = ("编号", "姓名", "学校", "卷号", "1", "2", "3", "4", "5")
RIGHT_A = ("A", "AC", "B", "12356|十二", "A")


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Table:
    return {
        row: {column: (text, "text") for column, text in enumerate(cells, 1) if text}
        for row, cells in enumerate((head, *rows), 1)
    }


def read(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[Submission | Unread]:
    return list(typed_in(table(*rows, head=head), "登分表.xlsx", KEY))


def answers(*cells: str, paper: str = A) -> dict[str, tuple[str, ...]]:
    (found,) = read(("T001", "李一", "一小", paper, *cells))
    assert isinstance(found, Submission)
    return dict(found.answers)


def told(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[str]:
    return [f"{one.source}：{one.reason}" for one in read(*rows, head=head) if isinstance(one, Unread)]


def test_letters_are_those_of_each_paper() -> None:
    assert answers("A", "AC", "B", "12356|十二", "A") == {
        "c-talk/q-0": ("one",),
        "c-talk/q-1": ("one", "three"),
        "c-talk/q-2": ("false",),
        "c-talk/q-3": ("12356", "十二"),
        "c-talk/q-4": ("one",),
    }
    assert answers("A", "x|y", "A", "DB", "D", paper=B) == {
        "c-talk/q-4": ("four",),
        "c-talk/q-3": ("x", "y"),
        "c-talk/q-2": ("false",),
        "c-talk/q-1": ("one", "three"),
        "c-talk/q-0": ("one",),
    }


def test_letters_may_be_written_as_people_write_them() -> None:
    found = answers("ｂ", "a、c", "对", "12356；12", "c.")
    assert [found[f"c-talk/q-{number}"] for number in range(5)] == [
        ("two",), ("one", "three"), ("true",), ("12356", "12"), ("three",),
    ]  # fmt: skip


def test_a_gap_that_was_left_open_keeps_its_place() -> None:
    assert answers("A", "", "-", "|12", "空") == {"c-talk/q-0": ("one",), "c-talk/q-3": ("", "12")}


def test_a_line_without_answers_is_nobodys() -> None:
    assert read(("T001", "李一", "一小", A)) == []


def test_a_typed_sheet_has_no_times_and_says_where_it_stands() -> None:
    (found,) = read(("T001", "李一", "一小", A.upper(), *RIGHT_A))
    assert isinstance(found, Submission)
    assert (found.source, found.is_typed, found.paper) == ("登分表.xlsx 第 2 行", True, A)


def test_everything_that_is_wrong_with_a_line_is_told_at_once() -> None:
    assert told(
        ("T001", "", "一小", "autumn-x", "A"),
        ("", "王二", "一小", A, "E", "AA", "AB", "12356", "AC"),
        ("T003", "赵三", "一小", A, *RIGHT_A),
    ) == [
        "登分表.xlsx 第 2 行 D 列：卷号不对。照答题卡上印的写，或者从下拉列表里选。",
        "登分表.xlsx 第 2 行 B 列：没有姓名。照答题卡补上。",
        "登分表.xlsx 第 3 行 A 列：没有编号。照答题卡补上。",
        "登分表.xlsx 第 3 行 E 列：“E”不是这一题的选项（A—D）。照答题卡改；没有答就空着。",
        "登分表.xlsx 第 3 行 F 列：“AA”里有一个字母写了两遍。照答题卡改。",
        "登分表.xlsx 第 3 行 G 列：这一题只能选一个，这里是“AB”。答题卡上真涂了几个，就写“-”，算没有答。",
        "登分表.xlsx 第 3 行 H 列：这一题有 2 个空，这里认出 1 个。各空之间用“|”隔开，没填的空着：甲||丙。",
        "登分表.xlsx 第 3 行 I 列：这一题只能选一个，这里是“AC”。答题卡上真涂了几个，就写“-”，算没有答。",
    ]


def test_an_answer_beyond_the_paper_is_a_slipped_column() -> None:
    head = (*HEAD, "6")
    assert told(("T001", "李一", "一小", A, *RIGHT_A, "B"), head=head) == [
        "登分表.xlsx 第 2 行 J 列：这份卷子只有 5 题。看看是不是错了一列。"
    ]


def test_what_excel_made_of_a_cell_is_told() -> None:
    cells = dict(table(("T001", "李一", "一小", A, *RIGHT_A)))
    cells[2] = {**cells[2], 5: ("", "empty formula"), 6: ("#N/A", "error"), 8: ("12月3日", "date")}
    assert [one.reason for one in typed_in(cells, "x", KEY) if isinstance(one, Unread)] == [
        "这一格是公式，没有算出来的值。把答案直接打进去。",
        "这一格是出错的公式。把答案直接打进去。",
        "Excel 把这一格当成了日期。把这一列设成“文本”，再打一次。",
    ]


def test_other_headings_that_mean_the_same_are_known() -> None:
    head = ("姓 名", "编号", "卷号", "第1题", "2题", "第 3 题", "4", "5")
    (found,) = read(("李一", "T001", A, *RIGHT_A), head=head)
    assert isinstance(found, Submission)
    assert len(found.answers) == 5


def test_a_table_of_something_else_is_told() -> None:
    assert told(("T001", "李一"), head=("编号", "姓名")) == [
        "登分表.xlsx：没有找到登分表的表头：“编号”“姓名”“卷号”和题号 1、2、3……。"
        "用出卷时写好的 登分表.xlsx，别改表头。"
    ]


CELL = st.one_of(st.text(max_size=12), st.sampled_from(["A", "AB", A, "12356|12", "-", "'=1"]))
KIND = st.sampled_from(["text", "number", "date", "error", "empty formula", "decimal", "picture"])


@given(st.lists(st.lists(st.tuples(CELL, KIND), min_size=4, max_size=11), max_size=4))
def test_any_table_is_read_without_an_exception_and_into_possible_answers(
    rows: list[list[tuple[str, str]]],
) -> None:
    cells = {1: {column: (text, "text") for column, text in enumerate(HEAD, 1)}}
    cells |= {number: dict(enumerate(row, 1)) for number, row in enumerate(rows, 2)}
    for found in typed_in(cells, "x", KEY):
        if isinstance(found, Submission):
            verdicts = {KEY.keys[one].answer_key.grade(value) for one, value in found.answers.items()}
            blank = [v for one, v in found.answers.items() if KEY.keys[one].type == "blank" and not any(v)]
            assert blank or "void" not in verdicts
