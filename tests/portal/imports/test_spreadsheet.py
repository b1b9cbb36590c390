"""Tables as trainers have them: wherever the headings stand, whatever they are called, all of it comes in."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from workbooks import HEAD, read_rows, said, save_csv, save_xls, save_xlsx, shorts

from portal.imports.draft import Draft, DraftChoice, Spot
from portal.imports.spreadsheet import read_spreadsheet
from portal.model.question_sheet import field_of

FIRST = ["单选题", "先做什么？", "倾听", "评判", "说教", "A", "先听。"]


def test_a_whole_row_becomes_a_question(tmp_path: Path) -> None:
    head = [*HEAD, "反馈A", "B的解析", "难度", "知识点", "状态", "课程", "题目编号", "选项编号", "替代"]
    row = [
        *FIRST,
        "对了",
        "像责备",
        "较难",
        "倾听",
        "已发布",
        "听",
        "c-listening/first",
        "hear blame -",
        "old",
    ]
    reading = read_rows(tmp_path, [head, row], "单选")
    assert reading.problems == ()
    assert reading.drafts == (
        Draft(
            Spot("单选", 2), "先做什么？", "single",
            (
                DraftChoice("倾听", True, "对了", "hear"), DraftChoice("评判", False, "像责备", "blame"),
                DraftChoice("说教"),
            ),
            explanation="先听。", difficulty=3, objective="倾听", status="published", id="c-listening/first",
            unit="听", replaces="old",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("*题干（必填）", "prompt"), ("题 目", "prompt"), ("试题内容：", "prompt"),
        ("【必填】题干", "prompt"),
        ("题目（必填，200 字以内）", "prompt"), ("题型＊", "type"), ("试题类型", "type"),
        ("选项A", "choice A"),
        ("A", "choice A"), ("Ａ选项", "choice A"), ("选项一", "choice A"), ("备选答案C", "choice C"),
        ("答案选项B", "choice B"), ("选 项 4", "choice D"), ("选项D（选填）", "choice D"),
        ("Option E", "choice E"),
        ("选项", "choices"), ("备选项", "choices"), ("正确答案", "answer"), ("标准答案", "answer"),
        ("参考答案", "answer"), ("答案", "answer"), ("试题解析", "explanation"), ("答案解析", "explanation"),
        ("备注说明", "explanation"), ("反馈A", "feedback A"), ("选项B反馈", "feedback B"),
        ("A的解析", "feedback A"),
        ("难易度", "difficulty"), ("难度系数", "difficulty share"), ("考点", "objective"),
        ("所属章节", "objective"),
        ("题库", "unit"), ("题目编号", "id"), ("题目ID", "id"), ("编号", "serial id"), ("ID", "serial id"),
        ("选项编号", "choice_ids"), ("分值", "score"), ("序号", "serial"), ("要改的地方", "notes"),
        ("出题人", ""),
        ("先做什么？", ""),
    ],
)  # fmt: skip
def test_headings_are_known_by_many_names(heading: str, field: str) -> None:
    assert field_of(heading)[0] == field


def test_headings_may_stand_below_a_title_and_notes(tmp_path: Path) -> None:
    rows = [["心理健康题库（2026 版）"], ["说明：带星号的必填"], [], ["序号", *HEAD], [1, *FIRST]]
    reading = read_rows(tmp_path, rows, merges=["A1:H1"])
    assert (shorts(reading), reading.problems) == (["single 先做什么？ 倾听* 评判 说教"], ())


def test_headings_may_take_two_rows(tmp_path: Path) -> None:
    rows = [
        ["题干", "选项", None, None, "答案"],
        [None, "A", "B", "C", None],
        ["问？", "甲", "乙", "丙", "C"],
    ]
    reading = read_rows(tmp_path, rows, merges=["A1:A2", "B1:D1", "E1:E2"])
    assert (shorts(reading), reading.problems) == (["single 问？ 甲 乙 丙*"], ())


@pytest.mark.parametrize("name", ["单选题", "一、单选题", "单选题（50题）", "第一部分 单项选择题"])
def test_the_name_of_a_sheet_gives_the_type(tmp_path: Path, name: str) -> None:
    reading = read_rows(tmp_path, [["题干", "A", "B", "答案"], ["问？", "甲", "乙", "AB"]], name)
    assert said(reading.problems) == [
        f"工作表“{name}”第 2 行 D 列：单选题写了 2 个答案｜"
        "只留一个字母；确实不止一个正确，就把题型改成多选题。"
    ]


def test_lines_between_questions_give_the_type(tmp_path: Path) -> None:
    rows = [
        ["题干", "A", "B", "C", "答案"], ["一、单选题（每题 2 分）"], ["问一？", "甲", "乙", "丙", "A"],
        ["二、多选题：每题 3 分"], ["问二？", "甲", "乙", "丙", "AC"], ["三．判断题"],
        ["问三。", None, None, None, "√"],
        ["四、填空题"], ["热线是（　　）。", None, None, None, 12356],
    ]  # fmt: skip
    reading = read_rows(tmp_path, rows)
    assert reading.problems == ()
    assert shorts(reading) == [
        "single 问一？ 甲* 乙 丙", "multiple 问二？ 甲* 乙 丙*", "true_false 问三。 对* 错",
        "blank 热线是____。 12356",
    ]  # fmt: skip


def test_without_a_type_the_answer_shows_it(tmp_path: Path) -> None:
    rows = [
        ["题干", "A", "B", "答案"], ["问一？", "甲", "乙", "A"], ["问二？", "对", "错", "B"],
        ["问三。", None, None, "错误"],
        ["一年 ____ 个月", None, None, "12"], ["谈谈你的看法", None, None, "略"],
    ]  # fmt: skip
    reading = read_rows(tmp_path, rows)
    assert [draft.type for draft in reading.drafts] == ["single", "true_false", "true_false", "blank"]
    assert said(reading.problems) == [
        "工作表“Sheet1”第 6 行 A 列：看不出是什么题型｜"
        "写上题型：单选题、多选题、判断题或填空题；选择题还要写选项。"
    ]


def test_cells_merged_over_several_rows_count_for_each(tmp_path: Path) -> None:
    rows = [["课程", "题型", *HEAD[1:]], ["倾听", *FIRST], [None, None, *FIRST[1:]]]
    reading = read_rows(tmp_path, rows, merges=["A2:A3", "B2:B3"])
    assert [(draft.unit, draft.type) for draft in reading.drafts] == [("倾听", "single")] * 2


def test_a_choice_left_out_between_others_is_named(tmp_path: Path) -> None:
    head = ["题型", "题干", "选项A", "选项B", "选项C", "正确答案", "选项编号"]
    row = ["单选题", "谁可以先来帮忙？", "心理老师", "", "同桌", "A"]
    assert said(read_rows(tmp_path, [head, [*row, ""]]).problems) == [
        "工作表“Sheet1”第 2 行 D 列：（提醒）选项 B 空着，后面的选项会往前移｜"
        "漏写了就补上；和旁边合并了的单元格要拆开；本来就没有，不用管。",
    ]
    assert read_rows(tmp_path, [head, [*row, "a - b"]]).problems == ()


def test_all_sheets_are_read_and_those_without_questions_are_named(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "题.xlsx", {
        "单选题": [HEAD, FIRST], "判断题": [["题干", "答案"], ["问。", "对"]], "名单": [["姓名"], ["甲"]],
        "填写说明": [["题干", "写题目"]], "空": [],
    })  # fmt: skip
    reading = read_spreadsheet(path)
    assert [draft.spot for draft in reading.drafts] == [Spot("单选题", 2), Spot("判断题", 2)]
    assert said(reading.problems) == [
        "工作表“名单”：（提醒）这张工作表没有题目的表头，没有读｜里面有题目就补上表头；没有就不用管。"
    ]


def test_hidden_sheets_are_not_read_and_hidden_rows_are(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "题.xlsx", {"题": [HEAD, FIRST], "旧题": [HEAD, FIRST]})
    book = openpyxl.load_workbook(path)
    book["旧题"].sheet_state = "hidden"
    book["题"].row_dimensions[2].hidden = True
    book.save(path)
    reading = read_spreadsheet(path)
    assert [draft.spot for draft in reading.drafts] == [Spot("题", 2)]
    assert said(reading.problems) == [
        "工作表“旧题”：（提醒）这张工作表是隐藏的，没有读｜要导入就在 Excel 里取消隐藏；不要就不用管。"
    ]


def test_examples_remarks_and_sums_are_passed_over_with_a_word(tmp_path: Path) -> None:
    rows = [
        ["序号", *HEAD], ["", "必填", "必填", "必填", "必填", "选填", "必填", "选填"], ["示例", *FIRST],
        ["", "单选题", "例：天是什么颜色？", "蓝", "红", "", "A"], ["注：以上为示例"], [1, *FIRST], [2],
        ["", "单选题"],
        ["合计", None, None, None, None, None, None, None],
    ]  # fmt: skip
    reading = read_rows(tmp_path, rows, "题")
    assert [draft.spot.row for draft in reading.drafts] == [6]
    example = "（提醒）这一行是模板里的示例，没有导入｜如果是题目，就去掉开头的“示例”。"
    remark = "没有导入｜如果是题目，就去掉开头的标记。"
    assert said(reading.problems) == [
        "工作表“题”第 2 行：（提醒）这一行是模板里的填写要求，没有导入｜不用管。",
        f"工作表“题”第 3 行：{example}",
        f"工作表“题”第 4 行：{example}",
        f"工作表“题”第 5 行 A 列：（提醒）“注：以上为示例”当作说明，{remark}",
        f"工作表“题”第 9 行 A 列：（提醒）“合计”当作说明，{remark}",
    ]


def test_columns_that_nobody_knows_are_named_once(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, [[*HEAD, "分值", "出题人"], [*FIRST, 2, "甲"], [*FIRST, 2, "乙"]], "题")
    assert said(reading.problems) == [
        "工作表“题”第 1 行 H 列：（提醒）“分值”没有导入｜门户的分值在组卷时定，不用管。",
        "工作表“题”第 1 行 I 列：（提醒）“出题人”这一列没有导入｜"
        "门户用不上就不用管；用得上就改成认得的表头。",
    ]


def test_types_that_the_portal_has_not_are_named(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["简答题", "谈谈倾听。"],
        ["排序题", "排一排。", "甲", "乙"],
        ["选则题", "问？", "甲", "乙", "", "A"],
    ]
    four = "门户只有四种题型：单选题、多选题、判断题、填空题"
    assert said(read_rows(tmp_path, rows, "题").problems) == [
        f"工作表“题”第 2 行 A 列：门户没有“简答题”｜{four}。改成其中一种，或者删掉这一行。",
        f"工作表“题”第 3 行 A 列：门户没有“排序题”｜{four}。改成其中一种，或者删掉这一行。",
        f"工作表“题”第 4 行 A 列：不认识的题型“选则题”｜{four}。写其中一种。",
    ]


def test_everything_wrong_with_a_row_is_said_at_once(tmp_path: Path) -> None:
    rows = [[*HEAD, "难度", "状态"], ["单选题", None, "甲", "甲", None, "D", "", "特难", "待定"]]
    assert said(read_rows(tmp_path, rows, "题").problems) == [
        "工作表“题”第 2 行 B 列：没有题干｜写上题干；不是题目的行就删掉。",
        "工作表“题”第 2 行 F 列：答案里有 D，这道题只有选项 A、B｜改正答案的字母，或者补上选项。",
        "工作表“题”第 2 行 H 列：不认识的难度“特难”｜写易、中、难，或者 1、2、3；空着也行。",
        "工作表“题”第 2 行 I 列：不认识的状态“待定”｜写草稿、发布或停用；空着也行。",
    ]


def test_a_table_without_headings_says_how_they_should_be(tmp_path: Path) -> None:
    assert said(read_rows(tmp_path, [FIRST, FIRST], "题").problems) == [
        "工作表“题”：没有找到表头，不知道哪一列是题干｜"
        "第一行写上表头，至少有“题干”“正确答案”和“选项A”“选项B”等；"
        "也可以用 portal export 导出一份空表照着填。"
    ]


def test_headings_without_questions_are_a_problem(tmp_path: Path) -> None:
    none = "整个文件：表头下面一道题也没有｜从表头的下一行起，每行写一道题。"
    assert said(read_rows(tmp_path, [HEAD]).problems) == [none]
    assert said(read_rows(tmp_path, [HEAD, ["示例", "先做什么？"]]).problems)[0] == none


@pytest.mark.parametrize(
    ("values", "difficulties"),
    [
        (["易", "中", "难"], [1, 2, 3]), (["简单", "一般", "较难"], [1, 2, 3]), ([1, 2, 3.0], [1, 2, 3]),
        (["★", "★★☆", "★★★"], [1, 2, 3]), ([0.9, 0.5, 0.2], [1, 2, 3]), ([1, 3, 5], [1, 2, 3]),
        ([None], [None]),
    ],
)  # fmt: skip
def test_difficulties_are_understood_in_many_scales(
    tmp_path: Path, values: list[Any], difficulties: list[int | None]
) -> None:
    reading = read_rows(tmp_path, [[*HEAD, "难度"], *([*FIRST, value] for value in values)])
    assert [draft.difficulty for draft in reading.drafts] == difficulties
    assert [problem.severity for problem in reading.problems if problem.severity == "error"] == []


def test_ids_of_other_systems_are_not_taken_for_ours(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, [["编号", *HEAD], [1, *FIRST], [2, *FIRST]])
    assert ([draft.id for draft in reading.drafts], reading.problems) == (["", ""], ())
    reading = read_rows(tmp_path, [["题目编号", *HEAD], ["TK_001", *FIRST], ["TK_002", *FIRST]], "题")
    assert [draft.id for draft in reading.drafts] == ["", ""]
    assert said(reading.problems) == [
        "工作表“题”第 2 行 A 列：（提醒）“TK_001”这样的编号不是门户的，没有用｜"
        "不用管：导入后会另写一列门户的编号。"
    ]


def test_a_spoilt_id_among_ours_is_an_error_and_so_is_one_that_stands_twice(tmp_path: Path) -> None:
    ids = ["c-listening/first", "c-listening/First", "c-listening/first"]
    rows = [["题目编号", *HEAD], *([id_, *FIRST] for id_ in ids)]
    assert said(read_rows(tmp_path, rows, "题").problems) == [
        "工作表“题”第 3 行 A 列：题目编号“c-listening/First”不合格｜编号由门户给：照原样放回去；新题就空着。",
        "工作表“题”第 4 行：题目编号“c-listening/first”和工作表“题”第 2 行的一样｜"
        "一道题只写一行；复制出来的新题，把题目编号和选项编号都清空。",
    ]


def test_a_row_with_a_permanent_id_is_a_question_whatever_it_looks_like(tmp_path: Path) -> None:
    rows = [["题目编号", *HEAD], ["c-listening/first", "单选题", "示例：先做什么？", *FIRST[2:]]]
    assert [draft.prompt for draft in read_rows(tmp_path, rows).drafts] == ["示例：先做什么？"]


def test_plain_text_stays_plain_and_markdown_is_read_where_the_heading_says_so(tmp_path: Path) -> None:
    row = ["单选题", "2*3*4 是 **多少**？", "a_b_c", "<b>", "C. `x`", "A", "一行\n又一行"]
    (plain,) = read_rows(tmp_path, [HEAD, row]).drafts
    assert (plain.prompt, plain.explanation) == ("2\\*3\\*4 是 \\*\\*多少\\*\\*？", "一行\n\n又一行")
    assert [choice.text for choice in plain.choices] == ["a\\_b\\_c", "<b>", "\\`x\\`"]
    marked = [title.replace("题干", "题干（Markdown）") for title in HEAD]
    (draft,) = read_rows(tmp_path, [marked, row]).drafts
    assert (draft.prompt, draft.explanation) == (row[1], row[6])
    assert [choice.text for choice in draft.choices] == row[2:5]


def test_numbers_and_dates_are_read_as_they_are_seen(tmp_path: Path) -> None:
    path = save_xlsx(
        tmp_path / "题.xlsx", {"题": [HEAD, ["单选题", "多少？", 1.0, 0.5, date(2026, 9, 1), "A"]]}
    )
    book = openpyxl.load_workbook(path)
    book["题"]["D2"].number_format = "0%"
    book["题"]["E2"].number_format = 'yyyy"年"m"月"d"日"'
    book.save(path)
    reading = read_spreadsheet(path)
    assert shorts(reading) == ["single 多少？ 1* 50% 2026年9月1日"]
    assert said(reading.problems) == [
        "工作表“题”第 2 行 E 列：（提醒）Excel 把这一格当成了日期或时间，读作“2026年9月1日”｜"
        "如果不是这个意思，把单元格格式设为“文本”，重新输入。"
    ]


def test_old_workbooks_are_read_with_a_word_on_fractions(tmp_path: Path) -> None:
    path = save_xls(tmp_path / "题.xls", [HEAD, ["单选题", "多少？", 1.0, 0.5, True, "A"]], "题")
    reading = read_spreadsheet(path)
    assert shorts(reading) == ["single 多少？ 1* 0.5 TRUE"]
    assert said(reading.problems) == [
        "工作表“题”第 2 行 D 列：（提醒）这一格是数字，读作“0.5”；.xls 文件里看不出它是不是百分数｜"
        "对不上就把它改成文字，或者另存为 .xlsx 再导入。"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    path = save_csv(tmp_path / "题.csv", [["题库"], HEAD, FIRST], encoding, separator)
    reading = read_spreadsheet(path)
    assert (shorts(reading), reading.problems) == (["single 先做什么？ 倾听* 评判 说教"], ())
    assert reading.drafts[0].spot == Spot("", 3)


def test_a_guarded_cell_of_a_csv_is_opened(tmp_path: Path) -> None:
    path = save_csv(tmp_path / "题.csv", [HEAD, ["单选题", "'=1+1 是？", "'-2", "'2'", "@", "A"]])
    assert shorts(read_spreadsheet(path)) == ["single =1+1 是？ -2* '2' @"]


def test_formulas_count_as_what_they_gave_and_without_that_are_a_problem(tmp_path: Path) -> None:
    rows = [HEAD, ["单选题", '="先做"&"什么？"', "甲", "乙", None, "A", "#N/A"]]
    assert said(read_rows(tmp_path, rows, "题").problems) == [
        "工作表“题”第 2 行 B 列：这一格是公式，文件里没有算好的结果｜"
        "用 Excel 打开再保存一次，或者把公式换成文字。",
        "工作表“题”第 2 行 G 列：这一格是 Excel 的错误值 #N/A｜把它改成文字。",
    ]
    with xlsxwriter.Workbook(tmp_path / "算好.xlsx") as book:
        page = book.add_worksheet("题")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, FIRST)
        page.write_formula(1, 1, '="先做"&"什么？"', None, "先做什么？")
    assert shorts(read_spreadsheet(tmp_path / "算好.xlsx")) == ["single 先做什么？ 倾听* 评判 说教"]


def test_web_pages_named_xls_are_read(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    page = (
        "<html><head><meta charset='utf-8'></head><body><table><tr><th colspan=2>题库</th></tr>"
        "<tr><th>题型</th><th>题干</th><th>A</th><th>B</th><th>答案</th></tr>"
        "<tr><td rowspan=2>单选题</td><td>问一？</td><td>甲</td><td>乙</td><td>A</td></tr>"
        "<tr><td>问二？</td><td>甲</td><td>乙<br>丙</td><td>B</td></tr></table></body></html>"
    )
    path.write_text(page, encoding="utf-8")
    reading = read_spreadsheet(path)
    assert (shorts(reading), reading.problems) == (["single 问一？ 甲* 乙", "single 问二？ 甲 乙丙*"], ())


def test_workbooks_in_the_xml_form_of_2003_are_read(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    cells = [["题干", "A", "B", "答案"], ["问？", "甲", "乙", "B"]]
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in cells
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="单选题"><Table>{rows}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    assert shorts(read_spreadsheet(path)) == ["single 问？ 甲 乙*"]


def test_a_wrong_ending_does_no_harm(tmp_path: Path) -> None:
    rows = [HEAD, FIRST]
    wanted = ["single 先做什么？ 倾听* 评判 说教"]
    assert (
        shorts(read_spreadsheet(save_xlsx(tmp_path / "a.xlsx", {"题": rows}).rename(tmp_path / "a.xls")))
        == wanted
    )
    assert shorts(read_spreadsheet(save_xls(tmp_path / "b.xls", rows).rename(tmp_path / "b.xlsx"))) == wanted
    assert shorts(read_spreadsheet(save_csv(tmp_path / "c.xls", rows, "gb18030", "\t"))) == wanted
