"""A private assessment in a folder, and its banks as values. Holds no assertions."""

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from portal.credentials.making import Sitting
from portal.credentials.sealing import make_identity
from portal.model.assessment import Assessment, AssessmentFront
from portal.model.bank import Bank, Question
from portal.model.marks import Marks
from portal.model.paper import Candidate

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
IDENTITY, RECIPIENT = make_identity()

PLACES = (
    "晨检", "早操", "第一节课", "大课间", "午餐", "午休", "体育课", "实验课", "班会", "社团", "放学路上",
    "晚自习", "家长会", "运动会", "春游", "值日", "图书馆", "校车", "宿舍", "军训", "期中考试", "元旦晚会",
    "返校日", "毕业典礼",
)  # fmt: skip
SIGNS = (
    "一名学生手臂缠着纱布不愿多说", "转来的同学总是独自坐在角落", "有人说胸口发闷喘不过气来",
    "两名男生为座位推搡起来", "班干部忽然辞去所有职务", "她把心爱的物品陆续送人",
    "全班嘲笑一位同学的口音", "他一连三天没有交作业", "女生躲在厕所里哭了很久",
    "小组里没有人愿意和他一队", "成绩一向很好的孩子交了白卷", "家长打来电话说夜里总醒",
    "校医递来一张失眠三周的条子", "实习老师想把个案发到朋友圈", "年级主任要一份重点关注名单",
    "监护人要求查看谈话记录", "休学的孩子下周一要返回教室", "学校准备统一做心理测评",
    "同事说最近动不动就想发火", "社区来电告知家里出了变故", "毕业班有人当场晕倒在地",
    "教研组要排每月两课时的课", "值班时接到哭着打来的电话", "新生问说了的话会不会传出去",
)  # fmt: skip


def question(number: int, difficulty: int, module: str = "a", **more: Any) -> Question:
    """Return a single-choice question whose key, feedback and explanation are easy to search for."""
    place, sign = PLACES[number % len(PLACES)], SIGNS[number % len(SIGNS)]
    data: dict[str, Any] = {
        "id": f"q{number}",
        "type": "single",
        "objective": f"goal-{number % 2}",
        "prompt": f"{module} 校{place}时，{sign}。你先做什么？",
        "choices": [
            {"id": "sit", "text": "陪他坐坐", "correct": True, "feedback": f"FEEDBACK-{number}-sit"},
            {"id": "ask", "text": "当众追问他", "correct": False, "feedback": f"FEEDBACK-{number}-ask"},
            {"id": "wait", "text": "先不去管他", "correct": False, "feedback": f"FEEDBACK-{number}-wait"},
        ],
        "explanation": f"EXPLANATION-{number}",
        "difficulty": difficulty,
        "status": "published",
    }
    return _QUESTION.validate_python(data | more)


def blank(number: int, difficulty: int) -> Question:
    """Return a question with two gaps."""
    data = {
        "id": f"q{number}", "type": "blank", "objective": "goal-0", "difficulty": difficulty,
        "prompt": f"第 {number} 题：热线是 ____，报警是 ____。", "status": "published",
        "blanks": {"accept": [["ACCEPTED-ONE"], ["ACCEPTED-TWO", "ACCEPTED-THREE"]]},
        "explanation": f"EXPLANATION-{number}",
    }  # fmt: skip
    return _QUESTION.validate_python(data)


def bank(slug: str, questions: list[Question]) -> Bank:
    """Return a private bank of the track c."""
    return Bank("c", slug, tuple(questions), Marks(f"assessments/winter/banks/{slug}.yml"))


def plan(banks: list[Bank], lines: list[dict[str, Any]], **more: Any) -> Assessment:
    """Return an assessment called `winter`; two forms unless `more` says otherwise."""
    data = {"title": "冬季考核", "track": "c", "minutes": 60, "lines": lines}
    data |= more if {"forms", "per_candidate"} & more.keys() else {"forms": ["A", "B"]} | more
    front = AssessmentFront.model_validate(data)
    return Assessment("winter", front, tuple(banks), Marks("assessments/winter/assessment.yml"))


def sitting(made_of: Assessment, base: int = 7) -> Sitting:
    """Return what papers need besides the plan; the words are the bank's own."""
    words = {}
    for one in made_of.banks:
        for asked in one.questions:
            choices = {choice.id: choice.text for choice in getattr(asked, "choices", ())}
            prompt = asked.prompt.replace("____", "<u></u>")
            words[one.full_id(asked)] = (f"<p>{prompt}</p>", choices)
    return Sitting("2026-11-22T08:00:00Z", "2026.12.1", RECIPIENT, base, words)


def people(count: int) -> list[Candidate]:
    """Return candidates with numbers 001, 002 …"""
    return [Candidate(number=f"{n:03}", name=f"考生{n}", school="一小") for n in range(1, count + 1)]


_YAML = """\
  - id: q{number}
    type: single
    objective: goal
    prompt: {place}时，{sign}。你先做什么？
    choices:
      - {{id: {ids[0]}, text: {texts[0]}, correct: {right[0]}, feedback: 想一想他的感受。}}
      - {{id: {ids[1]}, text: {texts[1]}, correct: {right[1]}, feedback: 想一想别人在场。}}
      - {{id: {ids[2]}, text: {texts[2]}, correct: {right[2]}, feedback: 想一想他等不等得起。}}
    explanation: 先陪伴，再按流程报告。
    difficulty: {difficulty}
    status: published
"""


def bank_text(first: int, count: int) -> str:
    """Return a bank as a file, without findings; questions whose numbers differ read differently."""
    made = []
    for number in range(first, first + count):
        turn = number % 3
        ids, texts, right = (
            ["sit", "ask", "wait"],
            ["陪他坐坐儿", "当众追问他", "先不去管他"],
            ["true", "false", "false"],
        )
        order = [(place + turn) % 3 for place in range(3)]
        ids, texts, right = ([values[one] for one in order] for values in (ids, texts, right))
        made.append(
            _YAML.format(
                number=number, place=PLACES[number], sign=SIGNS[number],
                difficulty=number % 3 + 1, ids=ids, texts=texts, right=right,
            )
        )  # fmt: skip
    return "questions:\n" + "".join(made)


def write_assessment(folder: Path, tail: str = "forms: [A, B]\n", candidates: int = 4) -> Path:
    """Write a sound assessment: two banks of twelve questions, five of each in a paper."""
    for name, text in {
        "assessment.yml": (
            "title: 冬季考核\ntrack: c\nminutes: 60\npass_percent: 60\nlines:\n"
            f"  - {{module: east, count: 5}}\n  - {{module: west, count: 5}}\n{tail}"
        ),
        "banks/east.yml": bank_text(0, 12),
        "banks/west.yml": bank_text(12, 12),
        "keys/seal.key": f"# 密钥\n{IDENTITY}\n",
        "candidates.csv": "\ufeff编号,姓名,学校\r\n"
        + "".join(f"{one.number},{one.name},{one.school}\r\n" for one in people(candidates)),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="")
    return folder
