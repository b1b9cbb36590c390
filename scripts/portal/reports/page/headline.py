"""The top of the page: what was counted, and the numbers that are asked for first."""

from collections.abc import Iterator
from html import escape

from portal.reports.sheet_form import percent_text
from portal.reports.sheets import Run
from portal.reports.tables import Row, Tables


def _facts(run: Run, tables: Tables) -> Iterator[tuple[str, str]]:
    yield "截至", run.today.day.isoformat()
    yield "内容版本", run.today.release
    yield "通过规则", "、".join(track.rules.name for track in run.scope.tracks) or "—"
    yield "名单", "已提供" if run.has_roster else "未提供：应考未知，通过率只按实考算"
    yield "读到的记录", f"{run.records} 份，{tables.count('people')} 人"
    yield "没有算进来", f"读不出 {run.unreadable} 个，无名记录 {len(run.unnamed)} 份"


def about(run: Run, tables: Tables) -> str:
    """Return what this report was made of, as a list of terms."""
    facts = (
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in _facts(run, tables)
    )
    return f"<dl>{''.join(facts)}</dl>"


def _share(title: str, part: int | None, whole: int | None, of: str) -> str:
    """Return a rate with its numerator and its denominator, or a dash with the reason."""
    if part is None or not whole:
        few = "人少的组不写" if whole else f"{of} 是 0"
        why = "没有名单" if whole is None else few
        return f"<li><span>{title}</span><b>—</b><small>{why}</small></li>"
    share = percent_text(part / whole)
    return f"<li><span>{title}</span><b>{share}</b><small>{part} ÷ {of} {whole}</small></li>"


def _track(totals: Row) -> str:
    title, expected, missing, took, took_listed, _, passed, passed_listed = totals
    shares = (
        _share("通过（参加了的人里）", passed, took, "实考"),
        _share("通过（名单上的人里）", passed_listed, expected, "应考"),
        _share("参加（名单上的人里）", took_listed, expected, "应考"),
        _share("缺交", missing, expected, "应考"),
    )
    return f'<div class="track"><h3>{escape(title)}</h3><ul>{"".join(shares)}</ul></div>'


def headline(run: Run, tables: Tables) -> str:
    """Return the first numbers of each track, every rate with what it is a part of."""
    tracks = "".join(_track(totals) for totals in tables.rows("totals.sql"))
    return f'<section class="headline"><h2 id="headline">一眼看</h2>{tracks}</section>'
