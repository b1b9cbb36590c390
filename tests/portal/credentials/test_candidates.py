"""The list of candidates: everything that is wrong in it is told at once, by row and column."""

from hypothesis import given
from hypothesis import strategies as st

from portal.credentials.candidates import Table, read_candidates
from portal.model.paper import Candidate


def table(*rows: list[str | tuple[str, str]]) -> Table:
    """Return rows as a table; a cell is text unless its kind is said."""
    return {
        row: {
            column: (cell, "text") if isinstance(cell, str) else cell
            for column, cell in enumerate(cells, 1)
            if cell != ""
        }
        for row, cells in enumerate(rows, 1)
    }


HEAD: list[str | tuple[str, str]] = ["编号", "姓名", "学校"]


def told(*rows: list[str | tuple[str, str]]) -> list[str]:
    """Return every problem as it is printed."""
    return [str(problem) for problem in read_candidates(table(*rows))[1]]


def test_everybody_is_read_whatever_the_order_and_the_spelling_of_the_columns() -> None:
    rows = table(
        ["某县考核名单"],
        ["单位", " 姓名 ", "工号"],
        ["一小", "王　芳", "ｔ００１"],
        [],
        ["", "李伟", "'007"],
    )
    people, problems = read_candidates(rows)
    assert problems == ()
    assert people == (
        Candidate(number="T001", name="王 芳", school="一小"),
        Candidate(number="007", name="李伟"),
    )


def test_all_problems_are_told_at_once_with_row_and_column() -> None:
    assert told(
        HEAD,
        ["001", "王芳", "一小"],
        ["0 01", "李伟", "一小"],
        ["1.23E+17", "张三", "一小"],
        ["", "赵六", "一小"],
        ["005", "", "一小"],
        [("", "empty formula"), "钱七", "一小"],
        ["=A1+1", "孙八", "一小"],
        [("#REF!", "error"), "周九", "一小"],
        ["11010519491231002X", "吴十", "一小"],
        ["20260001", "郑" * 81, "一小"],
        [("3月5日", "date"), "冯一", "一小"],
        [("123456789012345000", "number"), "陈二", "一小"],
    ) == [
        "第 3 行 A 列：编号“0 01”和第 2 行的一样\n    一人一个编号；重复的一行删掉。",
        "第 4 行 A 列：编号“1.23E+17”被 Excel 当成了数，后面几位已经变了\n"
        "    把这一列设成“文本”，再重新填这个编号。",
        "第 5 行 A 列：没有编号\n    补上编号；没有这个人就删掉这一行。",
        "第 6 行 B 列：没有姓名\n    补上姓名；没有这个人就删掉这一行。",
        "第 7 行 A 列：编号是公式，没有算出来的值\n    在 Excel 里打开、保存一次，或者把值直接打进去。",
        "第 8 行 A 列：编号“=A1+1”像公式\n    去掉开头的符号，把值直接打进去。",
        "第 9 行 A 列：编号是出错的公式（#REF!）\n    把值直接打进去。",
        "第 10 行 A 列：编号是身份证号\n    换成工号或自己编的号：试卷、答卷和成绩里都会带着它。",
        "第 11 行 B 列：姓名有 81 个字，太长\n    最多 80 个字；检查是不是填错了列。",
        "第 12 行 A 列：编号“3月5日”被 Excel 当成了日期\n    把这一列设成“文本”，再重新填这个编号。",
        "第 13 行 A 列：编号“123456789012345000”被 Excel 当成了数，后面几位已经变了\n"
        "    把这一列设成“文本”，再重新填这个编号。",
    ]


def test_a_list_without_usable_headings_says_which_are_missing() -> None:
    assert told(["张三", "一小"]) == [
        "第 1 行：没有找到表头\n    第一行写“编号”“姓名”“学校”三个表头；现在是：张三、一小。"
    ]
    assert told() == ["第 1 行：没有找到表头\n    第一行写“编号”“姓名”“学校”三个表头。"]
    assert told(["姓名", "学校"], ["王芳", "一小"]) == [
        "第 1 行：没有“编号”这一列\n    加上这一列，每人都填。"
    ]
    assert told(["编号", "姓名", "工号"], ["1", "王芳", "2"]) == [
        "第 1 行 C 列：有两列“编号”\n    留下一列，删掉另一列。"
    ]
    assert told(HEAD) == ["第 2 行：名单里一个人也没有\n    从表头的下一行起，每行写一个人。"]


def test_two_people_with_one_name_are_two() -> None:
    people, problems = read_candidates(table(HEAD, ["1", "王伟", "一小"], ["2", "王伟", "一小"]))
    assert (len(people), problems) == (2, ())


def test_eighteen_digits_that_are_no_identity_number_may_be_a_number() -> None:
    assert told(HEAD, ["110105194912310021", "吴十", "一小"]) == []


cells = st.tuples(
    st.one_of(st.text(max_size=12), st.sampled_from(["编号", "姓名", "001", "=1+1", "#N/A", "\u202e", "'"])),
    st.sampled_from(["text", "number", "decimal", "date", "empty formula", "error", "picture"]),
)


@given(
    st.dictionaries(st.integers(1, 40), st.dictionaries(st.integers(1, 30), cells, max_size=5), max_size=8)
)
def test_no_table_breaks_the_reader_and_nobody_is_read_from_a_row_with_a_problem(rows: Table) -> None:
    people, problems = read_candidates(rows)
    assert all(problem.row >= 1 and problem.reason and problem.cure for problem in problems)
    assert people or problems
    assert all(person.number and person.name for person in people)
