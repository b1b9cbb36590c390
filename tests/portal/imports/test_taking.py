"""Drafts find their unit, objective and id, or say in Chinese why not, all at once."""

from dataclasses import replace
from pathlib import Path

import pytest
from taking_room import HERE, Room, choices, single

from portal.imports.draft import Draft, DraftChoice, Spot
from portal.imports.taking import Wishes

REWORDED = [
    (
        "学生红着眼睛来办公室，你开口的第一句话，哪一句更合适？",
        "一个学生红着眼睛走进办公室。你的第一句话，哪一句更合适？",
    ),
    (
        "年级要求各班“由心理委员每周五上交情绪异常学生名单”。你是七年级班主任，下面哪种做法最合适？",
        "年级要求每班的心理委员周五上交“情绪异常学生名单”。你是七年级的班主任，怎么做最合适？",
    ),
    (
        "你想知道“本班心理课周几第几节、谁来上、换课到哪里登记”，应当先看哪一级？",
        "本班心理课在周几第几节、谁来上、换课在哪里登记，应当先看哪一级的文件？",
    ),
    (
        "一份古文两周后要考，学生每周能拿出四十分钟。哪一种排法记得最久？",
        "两周后要考一份古文，学生每周有四十分钟。怎么排记得最久？",
    ),
]

TEXTS = ("问他为什么哭", "请他坐下，等一等", "打电话给家长")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_a_new_question_gets_an_id_of_what_it_says_and_letters_for_its_choices(room: Room) -> None:
    row = room.look([single()]).rows[0]
    assert (row.change, row.named.id, row.named.choices) == (
        "new",
        "c-first-steps/q-pw35tihy",
        ("a", "b", "c"),
    )


def test_the_same_file_twice_is_the_same_question(room: Room) -> None:
    room.put([single()])
    assert [row.change for row in room.look([single()]).rows] == ["same"]
    assert room.texts([single()]) == []


def test_choices_in_another_order_keep_their_ids(room: Room) -> None:
    room.put([single()])
    turned = single(choices=single().choices[::-1])
    taken = room.put([turned])
    assert taken.rows[0].choice_ids == ("c", "b", "a")
    question = room.bank().questions[-1]
    assert [(choice.id, choice.text) for choice in question.choices] == [  # type: ignore[union-attr]
        ("c", "打电话给家长"),
        ("b", "请他坐下，等一等"),
        ("a", "问他为什么哭"),
    ]


def test_a_reworded_choice_keeps_its_id(room: Room) -> None:
    name = room.put([single()]).rows[0].question.id
    reworded = single(id=name, choices=choices("问他为什么哭", "请他先坐下等一等", "打电话给家长", right="B"))
    assert room.look([reworded]).rows[0].choice_ids == ("a", "b", "c")
    assert room.told([reworded]) == []


def test_what_the_file_leaves_empty_stays_as_it_was(room: Room) -> None:
    name = room.put([single(difficulty=3)]).rows[0].question.id
    bare = single(id=name, explanation="", objective="", status="", difficulty=None)
    assert [row.change for row in room.look([bare]).rows] == ["same"]


def test_a_question_without_explanation_is_taken_in_as_a_draft(room: Room) -> None:
    question = room.look([single(explanation="", status="published")]).rows[0].question
    assert (question.status, question.explanation) == ("draft", "〔写：道理和出处〕")


def test_what_the_file_does_not_say_the_options_say(room: Room) -> None:
    silent = single(objective="", status="")
    wishes = Wishes("第一步", "知道找谁", "published")
    question = room.look([silent], wishes).rows[0].question
    assert (question.objective, question.status, question.difficulty) == ("get-help", "published", 2)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"prompt": " "}, "没有题干\n    写上题干；不是题目的行就删掉。"),
        ({"type": "essay"}, "不认识的题型“essay”\n    题型写：单选、多选、判断、填空。"),
        ({"choices": choices("只有一个")}, "单选题只有 1 个选项\n    至少写两个选项。"),
        (
            {"choices": choices(*"一二三四五六七八九十甲乙丙")},
            "有 13 个选项\n    最多 12 个：删掉几个，或者拆成两道题。",
        ),
        ({"choices": choices("一", "二", right="")}, "没有正确答案\n    写上正确选项的字母。"),
        (
            {"choices": choices("一", "二", right="AB")},
            "单选题有 2 个正确答案\n    只留一个；确实不止一个正确，就把题型改成多选。",
        ),
        (
            {"type": "multiple"},
            "多选题只有 1 个正确答案\n    再写上一个正确选项的字母；只有一个正确，就把题型改成单选。",
        ),
        (
            {"type": "multiple", "choices": choices("一", "二", right="AB")},
            "多选题的选项全部正确\n    至少要有一个错误的选项。",
        ),
        (
            {"type": "true_false", "choices": choices("也许", "对")},
            "判断题的选项不是“对”和“错”\n    判断题只写答案：对，或者错；别的选项请用单选题。",
        ),
        (
            {"type": "blank", "choices": (), "accept": (("12356",),)},
            "填空题的题干里没有空\n    在要填的地方写四个下划线 ____。",
        ),
        (
            {"type": "blank", "choices": (), "prompt": "拨打 ____。"},
            "填空题没有答案\n    每个空至少写一个答案。",
        ),
        (
            {"type": "blank", "choices": (), "prompt": "拨 ____ 和 ____。", "accept": (("12356",),)},
            "题干有 2 个空，答案有 1 组\n    每个空一组答案，按先后次序写。",
        ),
        (
            {"difficulty": 5},
            "难度 5 不在 1 到 3 之间\n    写 1（易）、2（中）或 3（难），不写就算 2。",
        ),
        (
            {"status": "live"},
            "不认识的状态“live”\n    写 draft（草稿）、published（已发布）或 retired（停用），或者空着。",
        ),
        ({"choices": choices("一", " ")}, "选项 B 是空的\n    写上它的文字，或者把它删掉。"),
        (
            {"prompt": "字" * 2001},
            "题干有 2001 字，太长\n    缩到 2000 字以内；几道题连在一起了，就把它们分开。",
        ),
        (
            {"id": "第一题"},
            "编号“第一题”不合格\n    编号只用小写英文字母、数字和连字符，如 first-words，最多 40 个字符；"
            "空着就由程序来编。",
        ),
        (
            {"explanation": "先\x01看"},
            "解析里有控制字符 U+0001，Word 和课件存不下\n    删掉它，重新输入这一处。",
        ),
        (
            {"objective": "保密"},
            "目标“保密”对不上单元“第一步”的哪一个\n"
            "    改成其中一个：notice（看到学生的变化）；get-help（知道找谁）。"
            "要添新的目标，先写进单元页首的 objectives。",
        ),
        (
            {"objective": ""},
            "没有写考的是单元“第一步”的哪个目标\n"
            "    写上其中一个：notice（看到学生的变化）；get-help（知道找谁）；"
            "整份文件都考同一个，就用 --objective。",
        ),
        (
            {"id": "c-lost/one"},
            "编号“c-lost/one”里的单元不存在\n    编号写“单元编号/题目编号”，或者空着。",
        ),
        (
            {"id": "c-first-steps/one", "unit": "第二步"},
            "编号“c-first-steps/one”是单元 c-first-steps 的题，单元写的却是“第二步”\n"
            "    题目不搬家：改对单元，或者把编号清空，在新的单元里另出一题。",
        ),
    ],
)
def test_each_slip_is_named_with_its_place_and_its_cure(
    changes: dict[str, object], told: str, room: Room
) -> None:
    assert room.told([single(7, **changes)]) == [f"工作表“单选题”第 7 行：{told}"]


def test_all_slips_of_all_rows_are_told_at_once(room: Room) -> None:
    drafts = [
        single(2, prompt="", choices=()),
        single(3, type="essay"),
        single(4, objective="保密", difficulty=9),
    ]
    assert [line.partition("\n")[0] for line in room.told(drafts)] == [
        "工作表“单选题”第 2 行：单选题只有 0 个选项",
        "工作表“单选题”第 2 行：没有正确答案",
        "工作表“单选题”第 2 行：没有题干",
        "工作表“单选题”第 3 行：不认识的题型“essay”",
        "工作表“单选题”第 4 行：难度 9 不在 1 到 3 之间",
    ]


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("c-next-steps", "c-next-steps"),
        ("next-steps", "c-next-steps"),
        ("c/next-steps", "c-next-steps"),
        ("第二步", "c-next-steps"),
        ("《第二步》", "c-next-steps"),
        ("$course$/top/C 证/第二步", "c-next-steps"),
    ],
)
def test_a_unit_is_found_by_any_of_its_names(said: str, unit: str, room: Room) -> None:
    draft = single(unit=said, objective="refer")
    assert [row.unit.id for row in room.look([draft], Wishes()).rows] == [unit]


def test_a_unit_that_does_not_exist_is_told_with_the_nearest(room: Room) -> None:
    assert room.told([single(unit="第三步")], Wishes()) == [
        "工作表“单选题”第 2 行：没有单元“第三步”\n"
        "    是不是 c-next-steps（第二步）、c-first-steps（第一步）？"
        "单元写它的编号（如 c-first-steps）、文件名或标题。"
    ]
    assert room.told([single()], Wishes()) == [
        "工作表“单选题”第 2 行：没有写是哪个单元的题\n    加一列“单元”，或者用 --unit 写整份文件的单元。"
    ]


def test_a_unit_that_leads_nowhere_gives_way_to_the_option_and_is_told_once(room: Room) -> None:
    drafts = [single(2, unit="top/默认分类"), single(3, unit="top/默认分类", prompt="他不肯说话，你等多久？")]
    assert [row.unit.id for row in room.look(drafts).rows] == ["c-first-steps"] * 2
    assert room.told(drafts, severity="warning")[:1] == [
        "工作表“单选题”第 2 行：没有单元“top/默认分类”，按 --unit 放\n"
        "    放错了就改对单元的名字，再导入一次。"
    ]
    assert sum(fault.problem.severity == "warning" for fault in room.look(drafts).faults) == 1


def test_an_objective_is_found_by_its_words_or_a_part_of_them(room: Room) -> None:
    said = ["get-help", "知道找谁", "知道找谁。", "看到学生变化", "学生的变化"]
    found = [room.look([single(objective=words)]).rows[0].question.objective for words in said]
    assert found == ["get-help", "get-help", "get-help", "notice", "notice"]


def test_the_only_objective_of_a_unit_need_not_be_named(room: Room) -> None:
    assert room.look([single(objective="")], Wishes("next-steps")).rows[0].question.objective == "refer"


def test_a_question_that_stands_twice_names_the_other_row(room: Room) -> None:
    assert room.told([single(2), single(5)]) == [
        "工作表“单选题”第 5 行：和工作表“单选题”第 2 行是同一道题\n    留下一行，删掉另一行。"
    ]
    assert room.told([single(2, id="first"), single(5, id="first")]) == [
        "工作表“单选题”第 5 行：和工作表“单选题”第 2 行是同一道题（first）\n"
        "    留下一行，删掉另一行；确实是两道题，就把这一行的编号清空。"
    ]
    right = choices("问他为什么哭", "请他坐下，等一等", "打电话给家长", right="C")
    assert room.told([single(2), single(5, choices=right)]) == [
        "工作表“单选题”第 5 行：和工作表“单选题”第 2 行是同一道题，答案却不一样\n    留下一行，删掉另一行。"
    ]
    other = single(5, choices=choices("陪他坐着", "给他一杯水", "让他先回教室"))
    assert room.told([single(2), other]) == [
        "工作表“单选题”第 5 行：题干和工作表“单选题”第 2 行一样\n"
        "    留下一行；确实是两道题，就把题干写得分得开。"
    ]


def test_an_edited_question_without_its_id_is_asked_about(room: Room) -> None:
    room.put([single()])
    edited = single(prompt="学生红着眼睛来到办公室，不说话。你会先做什么？")
    assert room.told([edited]) == [
        "工作表“单选题”第 2 行：像是 q-pw35tihy 改过的，不知道是更新还是新增\n"
        "    要更新那一题，就在编号里填 q-pw35tihy；确实是另一道题，导入时加 --new。"
    ]
    assert [row.change for row in room.look([edited], replace(HERE, accept_new=True)).rows] == ["new"]


def test_a_short_prompt_may_come_again_with_other_choices(room: Room) -> None:
    short = single(prompt="哪一句更好？", choices=choices("别哭了。", "想坐一会儿吗？", right="B"))
    room.put([short])
    other = single(prompt="哪一句更好？", choices=choices("你先回去。", "我陪你去找他。", right="B"))
    assert room.told([other]) == []
    edited = single(prompt="哪一句更好？", choices=choices("别哭了。", "要不要坐一会儿？", right="B"))
    assert [line.partition("\n")[0] for line in room.told([edited])] == [
        "工作表“单选题”第 2 行：像是 q-clp7ozlj 改过的，不知道是更新还是新增"
    ]


def test_what_the_rules_find_is_told_at_the_row(room: Room) -> None:
    assert room.told([single(9, choices=choices("问一问", "以上都对"))]) == [
        "工作表“单选题”第 9 行：这道题有“以上都对”\n    改成一个具体的选项；几个都对，就用多选题。"
    ]
    assert room.told([single(9)], severity="warning") == [
        "工作表“单选题”第 9 行：这道题的选项 a、b、c 没有反馈\n"
        "    给每个选项写一句反馈（feedback）：选它的人想对了什么、想岔在哪里。"
    ]


def test_two_alike_questions_of_a_file_are_told_by_their_rows(room: Room) -> None:
    other = single(
        5,
        prompt="学生红着眼睛来到办公室，也不说话。你先做什么？",
        choices=choices("陪他坐着", "给他一杯水", right="B"),
    )
    assert room.told([single(2), other]) == [
        "工作表“单选题”第 5 行：题干和工作表“单选题”第 2 行几乎一样\n"
        "    换一个情境或换一问；多出来的那道删掉，发布过的就停用。"
    ]


def test_what_was_wrong_before_is_not_told_again(room: Room) -> None:
    path = room.root / "quizzes/c/first-steps.yml"
    path.write_text(path.read_text("utf-8").replace("text: 家长群", "text: 以上都对"), "utf-8")
    room.read("c", "first-steps")
    assert room.told([single()]) == []


def test_types_are_told_from_what_is_there(room: Room) -> None:
    truth = (DraftChoice("正确", True), DraftChoice("错误"))
    drafts = [
        single(2, type=""),
        single(
            3, type="", prompt="这几样都要先做好，哪几样？", choices=choices("甲", "乙", "丙", right="AC")
        ),
        single(4, type="", prompt="保密的例外要讲在前面。", choices=truth),
        Draft(Spot("", 5), "心理援助的热线号码是 ____。", accept=(("12356",),), objective="get-help"),
    ]
    assert [row.question.type for row in room.look(drafts).rows] == [
        "single", "multiple", "true_false", "blank",
    ]  # fmt: skip


def test_a_published_question_keeps_its_type_its_choices_and_its_state(room: Room) -> None:
    name = room.put([single()]).rows[0].question.id
    again = "意思变了就另出一题：编号空着，在“替换”里写旧题的编号，旧题的状态写“停用”。"
    for changes, told in [
        (
            {"status": "draft"},
            f"'{name}' 已经发布过，不能退回草稿\n    状态写“已发布”或者空着；不再用就写“停用”。",
        ),
        (
            {"type": "multiple", "choices": choices(*TEXTS, right="BC")},
            f"'{name}' 发布时是单选题，这里成了多选题\n    {again}",
        ),
        (
            {"choices": single().choices[:2]},
            f"'{name}' 发布过的选项“打电话给家长”不见了\n    把它放回来。{again}",
        ),
        (
            {"prompt": "全国统一的心理援助热线，哪一个说法是对的？"},
            f"'{name}' 发布的题是“学生红着眼睛来到办公室，不说话。你先做什么？”，这里却是另一道题\n"
            f"    编号错了行就改对；{again}",
        ),
    ]:  # fmt: skip
        assert room.told([single(id=name, **changes)]) == [f"工作表“单选题”第 2 行：{told}"]


def test_ids_of_choices_that_did_not_move_with_their_texts_are_refused(room: Room) -> None:
    name = room.put([single()]).rows[0].question.id
    first, second, third = single().choices
    mixed = (replace(second, id="a"), replace(first, id="b"), replace(third, id="c"))
    assert room.told([single(id=name, choices=mixed)])[0] == (
        "工作表“单选题”第 2 行：选项编号 'a' 的文字是“请他坐下，等一等”，那是 'b' 的\n"
        "    选项换了位置，编号要跟着走：把选项编号清空，程序会按文字认出来。"
    )


def test_an_id_that_slipped_to_another_row_is_refused(room: Room) -> None:
    other = single(
        3, prompt="下课后有人悄悄告诉你，同桌好几天没有吃饭。", choices=choices("甲组", "乙组", "丙组")
    )
    names = [row.question.id for row in room.put([single(), other]).rows]
    slipped = [replace(single(), id=names[1]), replace(other, id=names[0])]
    assert [line.partition("\n")[0] for line in room.told(slipped)] == [
        f"工作表“单选题”第 2 行：编号写的是 '{names[1]}'，内容却是 '{names[0]}' 的",
        f"工作表“单选题”第 3 行：编号写的是 '{names[0]}'，内容却是 '{names[1]}' 的",
    ]


def test_editors_may_reword_a_published_prompt(room: Room) -> None:
    drafts = [
        single(row, prompt=old, choices=choices(f"甲{row}", f"乙{row}"))
        for row, (old, _) in enumerate(REWORDED, 2)
    ]
    rows = room.put(drafts, replace(HERE, accept_new=True)).rows
    reworded = [
        replace(draft, prompt=new, id=row.question.id)
        for draft, row, (_, new) in zip(drafts, rows, REWORDED, strict=True)
    ]
    assert room.look(reworded).faults == ()
