"""What an import would do, as a table for the terminal: a line for each question, and a summary."""

import re
from collections.abc import Sequence

from rich.table import Table

from portal.imports.making import NO_EXPLANATION
from portal.imports.taking import Row
from portal.model.bank import GAP, KINDS, BlankQuestion, Question

MOST_ROWS = 200
"""Questions that are listed one by one; more than that nobody reads in a terminal."""

FEW_ROWS = 20
"""Up to so many questions, those that stay as they are are listed too."""

CHANGES = {"new": "新增", "changed": "更新", "same": "不变"}
STATUSES = {"draft": "草稿", "published": "已发布", "retired": "停用"}
_LONGEST = 40
_SIGNS = re.compile(r"!\[([^\]]*)\]\([^)]*\)|\*\*|\s+")


def shortened(text: str) -> str:
    """Return a text on one line, its end cut off if it is long."""
    line = _SIGNS.sub(
        lambda found: f"[图：{found[1]}]" if found[1] else " " if found[0].isspace() else "", text
    )
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def answer_of(question: Question) -> str:
    """Return the right answer as a paper's key has it: AC, 对, 12356."""
    if isinstance(question, BlankQuestion):
        return "；".join(gap[0] for gap in question.blanks.accept)
    if question.type == "true_false":
        return "、".join(choice.text for choice in question.choices if choice.correct)
    return "".join(chr(ord("A") + number) for number, one in enumerate(question.choices) if one.correct)


def preview(all_rows: Sequence[Row]) -> Table | None:
    """Return the table of the first questions; None if there is nothing to list.

    Of many, those that stay as they are are left out.
    """
    rows = all_rows if len(all_rows) <= FEW_ROWS else [row for row in all_rows if row.change != "same"]
    if not rows:
        return None
    table = Table()
    for name in ("行", "题型", "题干", "答案", "目标", "做什么", "状态"):
        table.add_column(name, overflow="fold", no_wrap=name in ("题型", "做什么", "状态"))
    many_files = len({row.entry.source for row in rows}) > 1
    many_parts = len({(row.entry.source, row.entry.draft.spot.part) for row in rows}) > 1
    for row in rows[:MOST_ROWS]:
        spot = row.entry.draft.spot
        place = f"{spot.part} {spot.row}".strip() if many_parts else f"{spot.row}"
        table.add_row(*(
            _literal(cell)
            for cell in (
                f"{row.entry.source.stem} {place}" if many_files else place,
                KINDS[row.question.type],
                shortened(row.question.prompt.replace(GAP, "＿＿")),
                shortened(answer_of(row.question)),
                row.question.objective,
                CHANGES[row.change],
                STATUSES[row.question.status],
            )
        ))  # fmt: skip
    return table


def _literal(text: str) -> str:
    return text.replace("[", r"\[")


def _lacks_feedback(question: Question) -> bool:
    return not isinstance(question, BlankQuestion) and any(not one.feedback for one in question.choices)


def summary(rows: Sequence[Row]) -> list[str]:
    """Return the counts, as sentences."""
    counts = {change: sum(row.change == change for row in rows) for change in CHANGES}
    drafts = [row.question for row in rows if row.question.status == "draft"]
    unexplained = sum(question.explanation == NO_EXPLANATION for question in drafts)
    silent = sum(map(_lacks_feedback, drafts))
    listed = len(rows) - counts["same"] if len(rows) > FEW_ROWS else len(rows)
    lines = [f"还有 {listed - MOST_ROWS} 道没有列出来。"] if listed > MOST_ROWS else []
    rekeyed = [row.question.id for row in rows if row.has_new_key]
    if rekeyed:
        lines.append(
            f"有 {len(rekeyed)} 道发布过的题改了答案，旧作答会按新答案重新判分：{'、'.join(rekeyed[:10])}。"
            "发布以前，在题库的这些题里加 corrected，告诉答过的人现在怎样算对。"
        )
    told = "，".join(f"{name} {counts[change]}" for change, name in CHANGES.items())
    kept = f"；草稿 {len(drafts)}（其中缺解析 {unexplained}、缺反馈 {silent}）" if drafts else ""
    lines.append(f"{told}{kept}。")
    if len(drafts) > unexplained:
        lines.append("草稿学员看不到。要发布，在“状态”一列写“发布”，或者导入时加 --status published。")
    return lines
