"""What stands on every printed paper besides its questions, and how its parts are called there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from portal.exports.questions.rich_text import GAP_TAG, blocks
from portal.model.bank import KINDS, BlankQuestion, Question
from portal.model.paper import Paper, PaperQuestion
from portal.model.question_sheet import LETTERS

ON_PAPER = (
    "先在答题卡上写好姓名、编号和学校，核对卷号。答案写在答题卡上：选择题和判断题涂满所选字母的方框，"
    "填空题写在横线上。写在试卷上的不算。独立完成，到时间停笔，试卷和答题卡一起交。"
)
HOW_TO_MARK = "涂满方框，像这样 ■；改答案时擦干净再涂。多选题可以涂几个，其余每题只涂一个。"
PRIVATE = "本页有答案。阅卷以前不要离开保管的人，也不要放进网站的文件夹。"


@dataclass(frozen=True)
class Solution:
    """What the key tells about one question of a paper."""

    answer: str
    """Letters as they are printed on this paper, or the accepted texts of the gaps."""
    explanation: str
    """Markdown."""


def kind_of(question: PaperQuestion) -> str:
    """Return what a question's type is called, such as 单选."""
    return KINDS[question.type]


def letters_of(question: PaperQuestion) -> str:
    """Return the letters of a question's choices in the order of this paper; nothing for gaps."""
    return LETTERS[: len(question.choices or ())]


def place_of(paper: Paper) -> str:
    """Return what tells this paper from others, for the head of each page."""
    return f"{paper.form} 卷　卷号 {paper.id}" if paper.form else f"卷号 {paper.id}"


def facts_of(paper: Paper) -> str:
    """Return how many questions, points and minutes there are, and what passes."""
    points = sum(question.points for question in paper.questions)
    many = f"共 {len(paper.questions)} 题，每题 1 分，满分 {points} 分"
    return f"{many}　时间 {paper.minutes} 分钟　{paper.pass_percent}% 通过"


def person_of(paper: Paper) -> dict[str, str]:
    """Return 姓名, 编号 and 学校 with what is known of them; empty to be filled in by hand."""
    candidate = paper.candidate
    known = (candidate.name, candidate.number, candidate.school) if candidate else ("", "", "")
    return dict(zip(("姓名", "编号", "学校"), known, strict=True))


def instructions_of(own: str) -> Iterator[str]:
    """Yield the paragraphs that are read before beginning; `own`: those of this assessment, a line each."""
    yield ON_PAPER
    yield from (line.strip() for line in own.splitlines() if line.strip())


def solutions_of(paper: Paper, questions: Mapping[str, Question]) -> list[Solution]:
    """Return the solution of each question of a paper, in order.

    `questions` holds the private bank's questions by full id; all that the paper asks must be there.
    """
    return [_solution(asked, questions[asked.id]) for asked in paper.questions]


def _solution(asked: PaperQuestion, question: Question) -> Solution:
    if isinstance(question, BlankQuestion):
        gaps = (" / ".join(accepted) for accepted in question.blanks.accept)
        return Solution("；".join(gaps), question.explanation)
    pairs = zip(LETTERS, asked.choices or (), strict=False)
    right = "".join(letter for letter, choice in pairs if choice.id in question.correct_ids)
    return Solution(right, question.explanation)


def explained(text: str) -> HtmlElement:
    """Return the Markdown of an explanation as HTML, without pictures, which stand in the question."""
    root = blocks(text)
    for one in list(root.iter("img", GAP_TAG)):
        one.text = "＿＿" if one.tag == GAP_TAG else f"〔{one.get('alt', '')}〕"
        one.tag = "span"
        one.attrib.clear()
    return root
