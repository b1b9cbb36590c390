"""What becomes of records on the way from a teacher to a county, one fate a function. Holds no assertions."""

import copy
import io
import json
import zipfile
from collections.abc import Callable

import openpyxl
from truth_people import LESSON_BREAK, moment, right_value
from truth_town import Case, Town

from portal.records import code

Fate = Callable[[Town], None]


def _some(town: Town) -> tuple[str, tuple[str, ...]]:
    """Return the largest unit and its questions."""
    return max(town.course.units.items(), key=lambda pair: len(pair[1]))


def passes(town: Town) -> None:
    """Everything as it should be, in each of the three carriers."""
    for form in ("json", "json", "json", "csv", "txt"):
        town.hand_in(town.studied("都做到了"), form=form)


def one_question_short(town: Town) -> None:
    """One right answer is lacking in one unit."""
    unit, _ = _some(town)
    for _ in range(2):
        town.hand_in(town.studied("差一题", short=[unit]))


def a_proof_short(town: Town) -> None:
    """All is learnt, and the school, the assessment or the mock exam does not carry it."""
    town.hand_in(town.studied("没有确认", confirmed=False))
    town.hand_in(town.studied("考核没过", assessed=False))
    town.hand_in(town.studied("没有考核", assessed=None))
    if town.examined:
        town.hand_in(town.studied("模拟考没过", mock=False))


def never_answered(town: Town) -> None:
    """A record without answers."""
    town.hand_in(town.someone("没有作答", mock=False))


def missing(town: Town) -> None:
    """On the roster, and nothing came."""
    for _ in range(3):
        town.someone("没有交", handed_in=False)


def outside(town: Town) -> None:
    """Nobody invited them; one is at a school of the roster, one is not."""
    town.hand_in(town.studied("名单之外", listed=False, school="二小"))
    town.hand_in(town.studied("外校的人", listed=False, school="外校"))


def two_devices(town: Town) -> None:
    """Only both records together pass."""
    case = town.studied("两台电脑")
    ids = list(case.learner.sheet)
    town.hand_in(case, case.learner.record(ids[::2]))
    town.hand_in(case, case.learner.record(ids[1::2], attempts=[]))


def first_here_latest_there(town: Town) -> None:
    """Tried at school and got right at home; put together in the browser too, where tries stay 1."""
    case = town.studied("两处各做一次", slips=0.9)
    here, there = case.learner.record(attempts=[]), case.learner.record()
    for question in case.learner.answers:
        here["answers"][question] |= {"latest": here["answers"][question]["first"], "tries": 1}
        there["answers"][question] |= {"first": there["answers"][question]["latest"], "tries": 1}
    both = case.learner.record()
    both["answers"] = {key: one | {"tries": 1} for key, one in both["answers"].items()}
    for record in (here, there, both):
        town.hand_in(case, record)


def three_carriers(town: Town) -> None:
    """The same record as file, as table and as code."""
    case = town.studied("交了三遍")
    for form in ("json", "csv", "txt"):
        town.hand_in(case, form=form)


def in_a_zip(town: Town) -> None:
    """A school packs its folder, with a zip of a colleague in it, as Chinese Windows names things."""
    one, two = town.studied("在压缩包里"), town.studied("在包里的包里")
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("学习记录.json", town.within(two))
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("二小/记录.json", town.within(one))
        packed.writestr("二小/同事.zip", inner.getvalue())
    town.put("二小的.zip", outer.getvalue())


def in_a_spreadsheet(town: Town) -> None:
    """Codes that a form collected, one in a row, between cells that are none."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["提交时间", "姓名", "请粘贴学习记录码"])
    for _ in range(2):
        case = town.studied("填在收集表里")
        sheet.append(["2026/11/20 10:30", case.learner.name, code.encode(json.loads(town.within(case)))])
    saved = io.BytesIO()
    book.save(saved)
    town.put("收集表.xlsx", saved.getvalue())


def in_a_chat(town: Town) -> None:
    """Many codes with chat around them, wrapped and quoted; one lost its end on the way."""
    lines = []
    for _ in range(2):
        case = town.studied("发在群里")
        whole = code.encode(json.loads(town.within(case)))
        lines.append(f"老师 10:30\n> {whole[:300]}\n> {whole[300:]}\n收到")
    lost = code.encode(town.cases[0].learner.record())[:-20]
    town.truth.unread[town.put("群聊.txt", "\n".join([lines[0], f"老师 10:31\n{lost}\n", lines[1]]))] = (
        "码不完整"
    )


def typed_otherwise(town: Town) -> None:
    """The number in full width and lower case; the roster's stands."""
    case = town.studied("全角编号")
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in case.learner.number.lower())
    learner = {"name": case.learner.name, "number": f" {wide}\u200b", "school": case.learner.school}
    town.hand_in(case, case.learner.record(learner=learner))


def namesakes(town: Town) -> None:
    """Two people with one name at one school, each with a number."""
    for _ in range(2):
        town.hand_in(town.studied("同名同校", school="三小"))


def without_number(town: Town) -> None:
    """Name and school suffice when the roster has nobody else of that name."""
    case = town.studied("忘填编号")
    learner = {"name": case.learner.name, "school": case.learner.school}
    town.hand_in(case, case.learner.record(learner=learner))


def nameless(town: Town) -> None:
    """Nobody can be given these; they count as records and as nobody's."""
    stranger = town.studied("无名", listed=False)
    town.cases.remove(stranger)
    for learner in ({}, {"name": "张三"}, {"school": "一小"}):
        record = stranger.learner.record(learner=learner)
        town.truth.nameless.append(town.hand_in(stranger, record))


def moved(town: Town) -> None:
    """Learnt before a unit moved: its old id stands in the record."""
    if not town.moves:
        return
    now, before = town.moves
    case = town.studied("搬家以前")
    text = json.dumps(case.learner.record(), ensure_ascii=False).replace(f'"{now}/', f'"{before}/')
    record = json.loads(text.replace(f'"{now}":', f'"{before}":'))
    record["attempts"] = case.learner.record()["attempts"]
    town.hand_in(case, record)


def honest_and_odd(town: Town) -> None:
    """What is unusual and fits all the same: nothing may be pointed out."""
    case = town.studied("学到半夜", slips=0.6)
    town.hand_in(case, case.learner.record(release=""))
    case = town.studied("时区不对")
    town.hand_in(case, case.learner.record(exported=moment(case.learner.at - 8 * 3600)))
    if town.examined:
        case = town.studied("考了两次", mock=False)
        case.mock = True
        case.learner.sit(10**6)
        town.hand_in(case)
        case = town.studied("没有交卷")
        case.learner.at += 86_400
        half = case.learner.sit(0)
        del half["finished"]
        town.hand_in(case)


def unreadable(town: Town) -> None:
    """Files that should have been records; each is named with its reason, none stops the others."""
    whole = json.dumps(town.someone("坏文件", listed=False, handed_in=False).learner.record())
    town.cases.pop()
    coded = code.encode(json.loads(whole))
    town.broken("坏的/传了一半.json", whole[: len(whole) // 2], "不是学习记录")
    town.broken("坏的/空.json", "", "文件是空的")
    town.broken("坏的/别的.json", '[{"name": "张三"}]', "没有 schema")
    town.broken("坏的/新版.json", whole.replace("portal-record/1", "portal-record/9"), "另一个版本")
    town.broken("坏的/答卷.txt", "XYA1.abc", "答卷")
    town.broken("坏的/漏了尾巴.txt", f"老师 10:30\n{coded[:-9]}\n", "码不完整")
    town.broken("坏的/抄错.txt", coded[:-7] + "0000000", "校验值")
    town.broken("坏的/乱码.json", b"\x00\xff\xfe\x81", "")
    town.broken("坏的/很深.json", "[" * 100_000, "不是学习记录")
    town.broken("坏的/太大.json", b" " * (16 * 1024 * 1024 + 1), "16 MB")
    town.passed_over("坏的/教案.docx", b"PK", "没有读")


def hostile(town: Town) -> None:
    """Names that would like to be something else; they are only names."""
    for name in ('<img src=x onerror="alert(1)">', '=cmd|"/c calc"!A1', "../../etc/passwd", "</script><b>"):
        case = town.studied(name)
        town.hand_in(case)
    case = town.studied("=1+1", number="../Z9")
    case.key = "../Z9"
    town.hand_in(case)


def scores_added(town: Town) -> None:
    """Somebody wrote a score into the file and a verdict into an answer; neither is believed."""
    case = town.studied("加了分数")
    _, ids = _some(town)
    record = case.learner.record(score=100)
    record["answers"][ids[0]]["correct"] = True
    town.hand_in(case, record)
    del case.learner.sheet[ids[0]]
    town.flag(case, "部分内容没有计入", ids[0])
    town.flag(case, "部分内容没有计入", "score")


def times_that_cannot_be(town: Town) -> None:
    """In the future, backwards, after the export, none at all."""
    case = town.studied("明年的记录")
    text = json.dumps(case.learner.record(), ensure_ascii=False).replace("2026-11-", "2027-11-")
    town.hand_in(case, json.loads(text) | {"release": case.learner.course.catalogue.release})
    town.flag(case, "时间在将来", "导出时间 2027-11")
    town.flag(case, "时间在将来", "2027-11")

    case = town.studied("时间倒流")
    record, question = case.learner.record(), next(iter(case.learner.sheet))
    record["answers"][question]["latest"] = record["answers"][question]["latest"] | {"at": moment(0)}
    town.hand_in(case, record)
    town.flag(case, "时间倒流", question)

    case = town.studied("导出太早")
    town.hand_in(case, case.learner.record(exported=moment(case.learner.at - 3 * 86_400)))
    town.flag(case, "作答晚于导出")

    case = town.studied("没有导出时间")
    town.hand_in(case, case.learner.record(exported=""))
    town.flag(case, "没有导出时间")


def answers_that_cannot_be(town: Town) -> None:
    """A choice that does not exist, a question that does not exist, a release that does not exist yet."""
    unit, ids = _some(town)
    question = next(one for one in ids if town.course.questions[one].type != "blank")
    case = town.studied("选项不存在")
    record = case.learner.record()
    for turn in ("first", "latest"):
        record["answers"][question][turn]["value"] = ["made-up"]
    town.hand_in(case, record)
    case.learner.sheet[question] = (-1, -1)
    town.flag(case, "不可能的答案", question)

    case = town.studied("题不存在")
    record = case.learner.record()
    record["answers"][f"{unit}/no-such"] = record["answers"][question]
    town.hand_in(case, record)
    town.flag(case, "不认识的题目", f"{unit}/no-such")

    case = town.studied("更新的版本")
    town.hand_in(case, case.learner.record(release="2999.1.1"))
    town.flag(case, "来自更新的版本", "2999.1.1")


def mock_exams_that_break_the_blueprint(town: Town) -> None:
    """Too long, too soon, too often, too short, and one that does not exist."""
    if not town.examined:
        return
    front = town.course.catalogue.published_exams[town.course.track].front
    case = town.studied("考得太久")
    begin = case.learner.at - 600
    case.learner.attempts[0]["finished"] = moment(begin + 60 * (front.minutes + 6))
    case.learner.at += 60 * front.minutes
    town.hand_in(case)
    town.flag(case, "模拟考超时", moment(begin))
    case = town.studied("题数不够")
    sitting = case.learner.attempts[0]
    sitting |= {"pool": "00000000", "questions": sitting["questions"][:2]}
    sitting["answers"] = {question: sitting["answers"][question] for question in sitting["questions"]}
    town.hand_in(case)
    town.flag(case, "模拟考题数不够", "有 2 题")
    case = town.studied("别处的模拟考")
    case.learner.attempts.append(case.learner.attempts[0] | {"exam": "elsewhere"})
    town.hand_in(case)
    town.flag(case, "不认识的模拟考", "elsewhere")
    if front.attempts and front.wait_hours:
        case = town.studied("考得太勤")
        for _ in range(front.attempts):
            case.learner.at -= LESSON_BREAK - 1800
            case.learner.sit(10**6)
        town.hand_in(case)
        town.flag(case, "模拟考次数过多", f"最多 {front.attempts} 次")
        town.flag(case, "模拟考间隔不够", f"{front.attempts} 次没有隔够")


def hurried(town: Town) -> None:
    """Everything answered within a minute."""
    case = town.someone("一分钟", mock=False)
    for place, (question, of) in enumerate(town.course.questions.items()):
        given = {"value": right_value(of), "at": moment(case.learner.at + place % 50)}
        case.learner.answers[question] = {"first": given, "latest": given, "tries": 1}
        case.learner.sheet[question] = 1, 1
    if town.examined:
        case.learner.sit(10**6)
        case.mock = True
    town.hand_in(case)
    town.flag(case, "作答时间集中", str(len(case.learner.sheet)))


def _takes_over(case: Case, other: Case, questions: list[str]) -> None:
    for question in questions:
        case.learner.answers[question] = copy.deepcopy(other.learner.answers[question])
        case.learner.sheet[question] = other.learner.sheet[question]


def copied(town: Town) -> None:
    """A neighbour's whole history, and a part of it; both of a pair are asked."""
    for what, share in (("整份相同", 1), ("部分相同", 4)):
        source, taker = town.studied(what), town.studied(what)
        ids = list(town.course.questions)
        taken = ids if share == 1 else ids[: max(22, len(ids) // share)]
        _takes_over(taker, source, taken)
        for one, other in ((source, taker), (taker, source)):
            town.hand_in(one)
            town.flag(one, "作答经历相同", f"{other.learner.name}（{other.key}） 有 {len(taken)} 题")


def copied_at_other_times(town: Town) -> None:
    """The same answers, wrong ones too, every time a week later."""
    source, taker = (town.someone("照着做", mock=False) for _ in range(2))
    for ids in town.course.units.values():
        slips = set(town.chance.sample(ids, k=len(ids) // 2))
        for question in ids:
            source.learner.answer(question, question not in slips)
    for question, one in source.learner.answers.items():
        later = one["first"] | {"at": moment(source.learner.at + 600 + 40 * len(taker.learner.answers))}
        taker.learner.answers[question] = {"first": later, "latest": later, "tries": 1}
        taker.learner.sheet[question] = source.learner.sheet[question]
    taker.learner.at = source.learner.at + 600 + 40 * len(taker.learner.answers)
    for one, other in ((source, taker), (taker, source)):
        town.hand_in(one)
        town.flag(one, "答案相同时间不同", f"{other.learner.name}（{other.key}）")


def mock_exams(town: Town) -> None:
    """A draw that its seed does not give; somebody else's sitting, with its times and with others."""
    if not town.examined:
        return
    case = town.studied("抽题对不上")
    case.learner.attempts[0]["questions"].reverse()
    town.hand_in(case)
    town.flag(case, "抽题和编号对不上", case.learner.attempts[0]["started"])
    for what, later in (("同一次模拟考", 0), ("换了时间的模拟考", 86_400)):
        source, taker = town.studied(what), town.studied(what)
        sitting = copy.deepcopy(source.learner.attempts[0])
        start = source.learner.at - 600 + later
        sitting |= {"started": moment(start), "finished": moment(start + 240)}
        taker.learner.attempts = [sitting]
        taker.learner.at = max(taker.learner.at, start + 600)
        for one, other in ((source, taker), (taker, source)):
            town.hand_in(one)
            town.flag(one, "模拟考相同", f"{other.learner.name}（{other.key}）")


def names_that_differ(town: Town) -> None:
    """Another name on the roster, two names under one number, only a name, a twin without number."""
    case = town.studied("王芬芬")
    case.roster = (case.learner.number, "王芳芳")
    town.hand_in(case)
    town.flag(case, "与名单姓名不同", "王芳芳")

    case = town.studied("李玮")
    first = case.learner.record(learner={"name": "李伟", "number": case.key, "school": case.learner.school})
    town.hand_in(case, first | {"exported": moment(case.learner.at)})
    town.hand_in(case)
    case.roster = (case.learner.number, "李玮")
    town.flag(case, "同号不同名", "李伟")

    case = town.studied("只有姓名")
    town.hand_in(case, case.learner.record(learner={"name": case.learner.name}))
    town.flag(case, "只凭姓名对上名单")

    case = town.studied("两份编号", listed=False, school="外校")
    twin = town.someone("两份编号", number="", listed=False, school="外校")
    twin.key = f"{case.learner.name}（没有编号）"
    twin.learner.answers, twin.learner.sheet = {}, {}
    twin.mock = False
    town.hand_in(case)
    town.hand_in(twin)
    town.flag(case, "可能是同一人")


def periods(town: Town) -> None:
    """Two teachers of grade 5 with classes of their own: what is due, taught and lacking."""
    quota = town.quota(5)
    lesson = next((one.id for one in town.course.catalogue.lessons if one.front.grade == 5), "grade-5/other")
    plan = {("五(1)班", 9): quota, ("五(1)班", 10): quota + 1, ("五(1)班", 11): 0.5, ("五(2)班", 9): quota}
    for label in ("五(1)班", "五(2)班"):
        case = town.studied(f"{label}的老师", school="四小")
        case.learner.lessons = [
            {"lesson": lesson, "class": label, "date": f"2026-{month:02}-08", "periods": periods, "note": ""}
            for (of, month), periods in plan.items()
            if of == label
        ]
        town.hand_in(case)
    for month in (9, 10, 11, 12):
        taught = [float(plan.get((label, month), 0)) for label in ("五(1)班", "五(2)班")]
        lacking = sum(max(0.0, quota - one) for one in taught)
        reached = sum(one >= quota for one in taught)
        row = ("四小", 5, month, 2, sum(taught), float(2 * quota), lacking, reached)
        town.truth.periods.append(row)


def ledger_entries_that_do_not_fit(town: Town) -> None:
    """Every entry that is worth a look, all of one teacher."""
    case = town.studied("台账要看", school="二小")
    rows: list[tuple[str, str, str, float, str]] = [
        ("grade-5/other", "五(9)班", "2027-01-08", 1, "上课日期在将来"),
        ("grade-5/other", "五(9)班", "2025-10-08", 1, "上课日期不在本学年"),
        ("grade-5/other", "五(9)班", "2026-08-20", 1, ""),
        ("grade-5/other", "", "2026-10-08", 1, "上课记录没有班级"),
        ("grade-5/no-such-lesson", "五(9)班", "2026-10-09", 1, "不认识的课"),
        ("grade-5/other", "八(1)班", "2026-10-10", 1, "课和班级不同年级"),
        ("grade-13/other", "1班", "2026-10-11", 1, "不认识的年级"),
        ("grade-5/other", "五(9)班", "2026-10-12", 8, ""),
        ("grade-5/other", "五(8)班", "2026-10-12", 1, "一天课时过多"),
    ]
    for lesson, label, day, count, kind in rows:
        case.learner.lessons.append({
            "lesson": lesson, "class": label, "date": day, "periods": count, "note": "自己的课",
            "at": moment(case.learner.at),
        })  # fmt: skip
        if kind:
            town.flag(case, kind, day)
    town.hand_in(case)


def one_lesson_in_two_ledgers(town: Town) -> None:
    """Two teachers gave a lesson together, and both wrote it down."""
    pair = [town.studied("一起上课", school="三小") for _ in range(2)]
    for case, label in zip(pair, ("六(1)班", "六年级1班"), strict=True):
        case.learner.lessons = [{
            "lesson": "grade-6/other", "class": label, "date": "2026-10-20", "periods": 1, "note": "我们的树",
        }]  # fmt: skip
        town.hand_in(case)
    for case, other in (pair, pair[::-1]):
        town.flag(case, "同一节课记了两次", f"{other.learner.name}（{other.key}）")


FATES: tuple[Fate, ...] = (
    passes, one_question_short, a_proof_short, never_answered, missing, outside, two_devices,
    first_here_latest_there, three_carriers, in_a_zip, in_a_spreadsheet, in_a_chat, typed_otherwise,
    namesakes, without_number, nameless, moved, honest_and_odd, unreadable, hostile, scores_added,
    times_that_cannot_be, answers_that_cannot_be, mock_exams_that_break_the_blueprint, hurried, copied,
    copied_at_other_times, mock_exams, names_that_differ, periods, ledger_entries_that_do_not_fit,
    one_lesson_in_two_ledgers,
)  # fmt: skip
"""All that happens, in the order in which it is told."""

HONEST: tuple[Fate, ...] = (
    passes, one_question_short, a_proof_short, never_answered, missing, outside, two_devices,
    first_here_latest_there, three_carriers, typed_otherwise, namesakes, without_number, moved,
    honest_and_odd, hostile, periods,
)  # fmt: skip
"""Those in which nothing may be pointed out."""
