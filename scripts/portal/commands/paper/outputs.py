"""Joins the making of papers with rendering, locking and writing; says what was made and what to do next."""

import csv
import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rich.table import Table

from portal.commands.paper.judging import Judged
from portal.commands.paper.printing import KEYS, PRINT, TYPING
from portal.commands.paper.reading import quoted
from portal.commands.paper.writing import as_json, write_all
from portal.credentials.balance import shared, spread
from portal.credentials.folder import (
    CODES,
    HANDED_IN,
    HANDOUT,
    KEY,
    PAPER_END,
    PAPERS,
    SEAL_KEY,
    read_seal_key,
)
from portal.credentials.locking import key_of, lock, make_code
from portal.credentials.making import Made, Sitting
from portal.credentials.question_html import fault_of, inner_html
from portal.credentials.sealing import recipient_of
from portal.errors import PortalError
from portal.exports.questions.rich_text import blocks, line, pictures_of
from portal.model.assessment import Assessment
from portal.model.bank import GAP, Bank, BlankQuestion, Question
from portal.model.paper import GAP_HTML, Candidate
from portal.model.paper_results import beijing


@dataclass(frozen=True)
class Outputs:
    """What papers are made of, and where they go."""

    folder: Path
    judged: Judged
    made: str
    """The instant of making, UTC."""
    base: int

    @cached_property
    def plan(self) -> Assessment:
        """The plan, which the judge found sound."""
        if self.judged.read.plan is None:
            raise ValueError("a sound assessment has a plan")
        return self.judged.read.plan

    def sitting(self) -> Sitting:
        """Return what papers need besides the plan. Raises PortalError without a private key."""
        recipient = recipient_of(read_seal_key(self.folder))
        words = {
            bank.full_id(question): self._words(bank, question)
            for bank in self.plan.banks
            for question in bank.published
        }
        return Sitting(self.made, self.judged.release, recipient, self.base, words)

    def _words(self, bank: Bank, question: Question) -> tuple[str, dict[str, str]]:
        pictures = pictures_of(bank, question, self.judged.read.catalogue)
        if isinstance(question, BlankQuestion):
            prompt, shown = inner_html(blocks(question.prompt), pictures, GAP_HTML), {}
        else:
            prompt = inner_html(blocks(question.prompt), pictures, GAP)
            shown = {choice.id: inner_html(line(choice.text), pictures, GAP) for choice in question.choices}
        if fault := fault_of(question, prompt, shown):
            place = bank.marks.at("questions", bank.number_of[question.id], "prompt")
            raise PortalError(f"{place}: 题目 '{question.id}' 出不了卷：{fault[0]}。{fault[1]}")
        return prompt, shown

    def write(self, place: Path, made: Made, is_locked: bool) -> str:
        """Write all files of a sitting into an empty folder; return the opening code, empty without lock."""
        files = {f"{PAPERS}/{paper.id}{PAPER_END}": as_json(paper.as_data()) for paper in made.papers}
        secret = {KEY: as_json(made.key.as_data())}
        if self.judged.people:
            secret[HANDOUT] = _table(
                [["编号", "姓名", "学校", "卷号"], *who_gets_which(made, self.judged.people)]
            )
        code = ""
        if is_locked:
            code, salt = make_code(), secrets.token_bytes(16)
            key = key_of(code, salt)
            for paper in made.papers:
                locked = lock(paper, key, salt, secrets.token_bytes(12))
                files[f"{PAPERS}/{paper.id}{PAPER_END}"] = as_json(locked.as_data())
            secret[CODES] = _table(
                [
                    ["考核", "开卷码", "出卷时间（北京时间）"],
                    [self.plan.front.title, code, beijing(self.made)],
                ]
            )
        write_all(place, files, secret)
        return code


def _table(rows: list[list[str]]) -> bytes:
    """Return rows as the CSV that Excel opens."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def who_gets_which(made: Made, people: Sequence[Candidate]) -> list[list[str]]:
    """Return number, name, school and paper of everybody; neighbours in the list get different forms."""
    own = {paper.candidate.number: paper.id for paper in made.papers if paper.candidate}
    forms = [paper.id for paper in made.papers]
    return [
        [one.number, one.name, one.school, own.get(one.number) or forms[number % len(forms)]]
        for number, one in enumerate(people)
    ]


def told(
    folder: Path, plan: Assessment, made: Made, people: Sequence[Candidate], code: str, aside: Path | None
) -> tuple[Table, list[str]]:
    """Return what was made as a table, and what to do next as lines."""
    table = Table(title=f"{plan.front.title}：{len(made.papers)} 份卷，每份 {plan.front.count} 题")
    for head in ("卷号", "给谁", "题数", "平均难度"):
        table.add_column(head, overflow="fold")
    given = who_gets_which(made, people)
    for paper in made.papers[:12]:
        drawn = made.drawn[paper.id]
        count = sum(row[3] == paper.id for row in given)
        whom = (
            paper.candidate.name
            if paper.candidate
            else f"{paper.form} 卷，{count} 人"
            if people
            else "现场分发"
        )
        table.add_row(paper.id, whom, str(len(drawn.questions)), f"{drawn.difficulty:.2f}")
    lines = [f"还有 {len(made.papers) - 12} 份，见 {HANDOUT}。"] if len(made.papers) > 12 else []
    if len(plan.front.forms) > 1:
        same = shared(made.drawn)
        lines.append(
            f"几套卷的平均难度相差 {spread(made.drawn):.2f}（应在 {plan.front.balance:g} 以内），"
            f"{f'有 {same} 道题重复' if same else '没有重复的题'}。"
        )
    lines += [
        f"抽题编号 {made.key.seed}。旧的都在 {aside}。" if aside else f"抽题编号 {made.key.seed}。",
        "接下来：",
    ]
    return table, [
        *lines,
        *(f"  {number}. {step}" for number, step in enumerate(_steps(folder, code, people), 1)),
    ]


def _steps(folder: Path, code: str, people: Sequence[Candidate]) -> list[str]:
    steps = [f"把 {folder / PAPERS} 里的试卷发给考生，别的文件一个也不发；考生在“正式考核”页面打开。"]
    if people:
        steps[0] += f"谁拿哪一份见 {HANDOUT}。"
    if (folder / PRINT).exists():
        steps.append(f"纸上考的，试卷和答题卡在 {PRINT}，答案在 {KEYS}；收回来录进 {TYPING}。")
    if code:
        steps.append(f"到点当场念开卷码：{code}（也记在 {CODES}；在那以前别说出去）。")
    steps.append(f"密钥 {SEAL_KEY} 和 {KEY} 现在备份到 U 盘；丢了就没法判分。")
    steps.append(f"收来的答卷放进 {folder / HANDED_IN}，再运行 portal paper grade {quoted(folder)}")
    return steps
