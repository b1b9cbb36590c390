"""The tables of a lesson's sheet: the steps of 教学过程 side by side, and columns as wide as they need."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.html
from lxml.html import HtmlElement

from portal.model.speech import role_of, speeches

COLUMNS = (("环节与时间", 13), ("教师", 45), ("学生", 25), ("为什么", 17))
"""The columns of 教学过程 and their shares of the width, in percent."""

_WHOLE = re.compile(r"“(?:[^<>]|<(\w+)>[^<>]*</\1>|<br ?/?>)+”")
_LEAD = re.compile(r"^\s*(?:教师|学生|为什么)：?(?:(（[^）]*）)：)?")
_STEP = re.compile(r"(.*?)(（[\d.]+ ?分钟）)(.*)")

_LINE, _MARGIN = 46.0, 1.6
"""Signs on a line of a page, and what a cell's margins take of it."""
_SHORT, _ROOM, _WIDE = 6, 10, 30
"""Signs that a column holds in one line whatever else there is; room to write; the most that counts."""


@dataclass
class _Row:
    """What stands side by side: a doing of the teacher and what the pupils do upon it; or a block."""

    teacher: list[str] = field(default_factory=list)
    pupils: list[str] = field(default_factory=list)
    block: str = ""


@dataclass
class _Step:
    """A step while its rows are being gathered."""

    title: str
    rows: list[_Row] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def take_item(self, item: HtmlElement) -> None:
        """Take a bullet: beside the others of its row, or in a new one."""
        role = role_of(item.text_content())
        last = self.rows[-1] if self.rows and not self.rows[-1].block else None
        if role == "why":
            self.why.append(_paragraphs(item))
        elif role == "pupils":
            self._row(last).pupils.append(_paragraphs(item))
        else:
            goes_on = role is None and last and not last.pupils
            self._row(last if goes_on else None).teacher.append(_paragraphs(item, is_said=True))

    def _row(self, row: _Row | None) -> _Row:
        if row is None:
            row = _Row()
            self.rows.append(row)
        return row

    def take_block(self, block: HtmlElement) -> None:
        """Take a story into the teacher's cell; a table, a drawing, a paragraph as a row of its own."""
        text = lxml.html.tostring(block, encoding="unicode")
        last = self.rows[-1] if self.rows else _Row()
        if last.block:
            last.block += text
        elif block.tag == "blockquote" and last.teacher and not last.pupils and not self.why:
            last.teacher.append(text)
        else:
            self.rows.append(_Row(block=text))

    def html(self) -> Iterator[str]:
        """Yield the rows; blocks behind the last bullet take the full width."""
        after = []
        if self.why:
            while self.rows and self.rows[-1].block:
                after.append(self.rows.pop().block)
        rows = self.rows or [_Row()]
        for number, row in enumerate(rows):
            yield "<tr>"
            if not number:
                yield f'<th class="step" rowspan="{len(rows)}">{_step_title(self.title)}</th>'
            if row.block:
                yield f'<td class="block" colspan="2">{row.block}</td>'
            else:
                yield f"<td>{''.join(row.teacher)}</td><td>{''.join(row.pupils)}</td>"
            if not number:
                yield f'<td class="why" rowspan="{len(rows)}">{"".join(self.why)}</td>'
            yield "</tr>"
        for block in reversed(after):
            yield f'<tr><td class="block" colspan="4">{block}</td></tr>'


def _step_title(title: str) -> str:
    match = _STEP.fullmatch(title)
    if not match:
        return f"<h4>{html.escape(title)}</h4>"
    return f"<h4>{html.escape(match[1] + match[3])}</h4><p>{match[2][1:-1]}</p>"


def _with_said(inner: str) -> str:
    """Return HTML with what the teacher says in spans, but for sayings that begin or end inside markup."""
    for first, last in reversed(speeches(inner)):
        if _WHOLE.fullmatch(inner, first, last):
            inner = f'{inner[:first]}<span class="said">{inner[first:last]}</span>{inner[last:]}'
    return inner


def _paragraphs(item: HtmlElement, is_said: bool = False) -> str:
    """Return a bullet's content without the word that names whose it is: the column says it."""
    inner = html.escape(item.text or "", quote=False)
    inner += "".join(lxml.html.tostring(child, encoding="unicode") for child in item)
    if is_said:
        inner = _with_said(inner)
    if inner.lstrip().startswith("<p>"):
        return f"<p>{_LEAD.sub(_kept, inner.lstrip().removeprefix('<p>'))}"
    text, mark, rest = _LEAD.sub(_kept, inner).partition("<ul>")
    return f"<p>{text.strip()}</p>{mark}{rest}"


def _kept(match: re.Match[str]) -> str:
    return match[1] or ""


def process_table(elements: list[HtmlElement]) -> str:
    """Return 教学过程 as one table: a row for each stage; in steps teacher, pupils, reason side by side."""
    rows: list[str] = []
    step: _Step | None = None
    for element in elements:
        if element.tag in ("h3", "h4") and step:
            rows += step.html()
            step = None
        if element.tag == "h3":
            title = html.escape(element.text_content())
            rows.append(f'<tr class="stage"><th colspan="4"><h3>{title}</h3></th></tr>')
        elif element.tag == "h4":
            step = _Step(element.text_content())
        elif step is None:
            block = lxml.html.tostring(element, encoding="unicode")
            rows.append(f'<tr><td class="block" colspan="4">{block}</td></tr>')
        elif element.tag == "ul" and any(role_of(item.text_content()) for item in element):
            for item in element:
                step.take_item(item)
        else:
            step.take_block(element)
    rows += step.html() if step else []
    columns = "".join(f'<col style="width:{share}%">' for _, share in COLUMNS)
    names = "".join(f"<th>{name}</th>" for name, _ in COLUMNS)
    return (
        f'<table class="process"><colgroup>{columns}</colgroup><thead><tr>{names}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def set_widths(table: HtmlElement) -> None:
    """Give a table's columns shares of the width by what stands in them; room to write counts, too.

    A head without words goes: Markdown wants one, the reader does not.
    """
    head = table.find("thead")
    if head is not None and not head.text_content().strip():
        table.remove(head)
    rows = [["" if cell.find("br") is not None else cell.text_content().strip() for cell in row]
            for row in table.iter("tr")]  # fmt: skip
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return
    least, wishes = [], []
    for column in range(columns):
        texts = [row[column] for row in rows if column < len(row)]
        longest = max(len(text) for text in texts)
        mean = sum(len(text) for text in texts) / len(texts)
        room = _ROOM if any(not text for text in texts[1:] or texts) else 0
        least.append(min(longest, _SHORT) + _MARGIN)
        wish = max(mean, longest**0.8) if longest > _SHORT else 0
        wishes.append(min(max(wish, room), _WIDE))
    left = max(_LINE - sum(least), 0)
    widths = [low + left * wish / (sum(wishes) or 1) for low, wish in zip(least, wishes, strict=True)]
    group = lxml.html.fragment_fromstring("<colgroup></colgroup>")
    for width in widths:
        group.append(lxml.html.fragment_fromstring(f'<col style="width:{100 * width / sum(widths):.1f}%">'))
    table.insert(0, group)
