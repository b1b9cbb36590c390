"""Tables as HTML. All text is escaped; nothing of a record becomes markup."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from portal.reports.page.part import Part
from portal.reports.sheet_form import Column, percent_text
from portal.reports.tables import Row
from portal.reports.workbook import printable

_DIGITS = 6
_WHOLE = 60
_LONG = 30
_NAME = 20


def _number(value: float) -> str:
    return f"{round(value, _DIGITS):g}" if abs(value) < 1e6 else f"{value:.0f}"


def shown(value: Any, column: Column) -> str:
    """Return a value as people read it."""
    if value is None:
        return column.empty
    if isinstance(value, str):
        return printable(value)
    if column.form == "share":
        return f"{value[0]}/{value[1]}"
    return percent_text(value) if column.form == "percent" else _number(value)


def _breadth(column: Column) -> str:
    """Return how broad a text wants to be, so that no word of it stands alone in its line."""
    kinds = (("whole", _WHOLE), ("long", _LONG), ("name", _NAME))
    return next((f' class="{kind}"' for kind, width in kinds if column.width >= width), "")


def _cell(value: Any, column: Column, title: str) -> str:
    text = escape(shown(value, column))
    if column.form == "text":
        return f"<td{_breadth(column)}{title}>{text}</td>"
    falls_short = column.alert == "> 0" and isinstance(value, int | float) and value > 0
    return f'<td class="number{" short" if falls_short else ""}"{title}>{text}</td>'


def _rows(rows: Iterable[Row], columns: Sequence[Column], are_cards: bool) -> Iterator[str]:
    titles = [f' data-title="{escape(column.title)}"' if are_cards else "" for column in columns]
    for row in rows:
        cells = "".join(map(_cell, row, columns, titles))
        yield f"<tr>{cells}</tr>"


def _head(columns: Iterable[Column]) -> str:
    return "".join(
        f'<th scope="col" title="{escape(column.meaning)}"'
        f"{'' if column.form == 'text' else ' class=number'}>{escape(column.title)}</th>"
        for column in columns
    )


def _table(part: Part) -> Iterator[str]:
    """Yield the table. One with long texts is for a phone a row of cards, each cell with its title."""
    are_cards = any(column.form == "text" and column.width >= _LONG for column in part.columns)
    kind = "scroll cards" if are_cards else "scroll"
    yield f'<div class="{kind}" role="region" aria-labelledby="{part.id}" tabindex="0"><table>'
    yield f"<thead><tr>{_head(part.columns)}</tr></thead>\n<tbody>"
    yield from _rows(part.rows, part.columns, are_cards)
    yield "</tbody></table></div>"


def _figure(part: Part) -> str:
    label = f"{escape(part.title)}的图，数字见下面的表"
    return (
        f'<figure hidden><div class="drawing" role="img" aria-label="{label}"></div>'
        f"<figcaption>{escape(part.caption)}</figcaption></figure>"
    )


def section(part: Part) -> Iterator[str]:
    """Yield a part: heading, words, the place for its drawing, its table."""
    yield f'<section data-part="{part.id}"><h2 id="{part.id}">{escape(part.title)}</h2>'
    yield f"<p>{escape(part.words)}</p>"
    if not part.rows:
        yield '<p class="nothing">没有要列的。</p></section>'
        return
    if part.drawing:
        yield _figure(part)
    if part.folded:
        yield f"<details><summary>表：{len(part.rows)} 行</summary>"
    yield from _table(part)
    if part.folded:
        yield "</details>"
    if part.total > len(part.rows):
        yield f"<p>这里列了 {len(part.rows)} 行，共 {part.total} 行；其余见 {escape(part.whole)}。</p>"
    yield "</section>"
