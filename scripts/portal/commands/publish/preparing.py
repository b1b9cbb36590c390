"""What comes before a release is built: check, compare with the last one, number, draft of the notes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.commands.findings_text import folded
from portal.commands.publish.steps import Step, step
from portal.errors import PortalError
from portal.load import Loaded, load
from portal.model.catalogue import Catalogue
from portal.model.release import Release, release_of
from portal.releases.draft_file import DRAFT_NAME, Draft, put_draft, read_draft
from portal.releases.kept import kept_releases
from portal.releases.notes import FIRST_RELEASE, NOT_COMPARED, NOTHING_TO_READ, draft_of
from portal.releases.number import checked, next_number

_MOST_WARNINGS = 20
"""So many are listed; hundreds would hide what comes after them."""


@dataclass(frozen=True)
class Order:
    """What was asked for."""

    number: str | None = None
    against: Path | None = None
    stop_at_notes: bool = False
    go_on: bool = False
    only_try: bool = False
    force: bool = False


@dataclass(frozen=True)
class Prepared:
    """All that is known before the site is built."""

    catalogue: Catalogue
    number: str
    day: date
    draft: Draft
    is_written: bool
    """Whether the draft is a file; a trial writes none."""


def _check(loaded: Loaded, last: Release | None, doing: Step) -> None:
    """Raise PortalError after printing all findings when there is an error."""
    from portal.checks import run, run_against
    from portal.progress import tracked

    findings = [*loaded.findings, *run(loaded.catalogue, lambda rules: tracked(rules, "检查"))]
    if last:
        findings += run_against(loaded.catalogue, last)
    errors = sorted(finding for finding in findings if finding.severity == "error")
    warnings = sorted(finding for finding in findings if finding.severity == "warning")
    told = [*folded(warnings)]
    for line in [*(finding.as_text() for finding in errors), *told[:_MOST_WARNINGS]]:
        print(line)
    if told[_MOST_WARNINGS:]:
        print("还有别的提醒，运行 check 看全部。")
    if errors:
        raise PortalError(f"内容有 {len(errors)} 处错误，没有发布。照上面改好，再运行一次。")
    doing.result = f"{len(warnings)} 处提醒" if warnings else ""


def _last(root: Path, order: Order) -> Release | None:
    from portal.load.published import release_at

    if order.against:
        return release_at(order.against)
    kept = kept_releases(root / "site")
    return release_at(kept[0].folder) if kept else None


def _refuse_unknown(catalogue: Catalogue, last: Release | None, is_forced: bool) -> None:
    """Raise PortalError when something was published before and nobody knows what."""
    if last is None and catalogue.release != "0" and not is_forced:
        cure = (
            "用 --against 指给我：上次发布的 site 文件夹，或者那时的项目文件夹"
            "（现在的 site/ 就是发布出去的那一份，写 --against site）。"
            "真的找不到了，加 --force，更新说明自己写。"
        )
        raise PortalError(f"找不到 {catalogue.release} 发布的网站，比不出改了什么。{cure}")


def _notes(catalogue: Catalogue, last: Release | None, is_forced: bool) -> str:
    """Return what can be told of the content, empty when nothing has changed."""
    from portal.model.release_diff import differences

    if last is None:
        return FIRST_RELEASE if catalogue.release == "0" else NOT_COMPARED
    told = draft_of(differences(last, release_of(catalogue)), catalogue)
    return told or (NOTHING_TO_READ if is_forced else "")


def prepare(root: Path, order: Order) -> Prepared | None:
    """Check, compare, number and draft; None when nothing has changed, which has been told then."""
    last = _last(root, order)
    loaded = load(root)
    catalogue, there = loaded.catalogue, read_draft(root)
    is_forced = order.force or bool(there and there.is_edited)
    _refuse_unknown(catalogue, last, is_forced)
    with step("检查内容") as doing:
        _check(loaded, last, doing)
    with step(f"和 {last.release} 比较" if last else "找上一次发布") as doing:
        told = _notes(catalogue, last, is_forced)
        known = [catalogue.release, *([last.release] if last else [])]
        known += [kept.number for kept in kept_releases(root / "site")]
        day = date.today()
        number = checked(order.number, known) if order.number else next_number(known, day)
        doing.result = f"这次是 {number}" if told else ""
    if not told:
        print("内容没有变，不用发布。只换了样子或程序，加 --force。")
        return None
    if order.only_try:
        draft = there if there and there.is_edited else Draft(told, 1, is_edited=False)
        return Prepared(catalogue, number, day, draft, is_written=False)
    with step("起草更新说明") as doing:
        draft = put_draft(root, told)
        doing.result = DRAFT_NAME
    return Prepared(catalogue, number, day, draft, is_written=True)
