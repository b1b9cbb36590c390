"""A unit as a SCORM package (1.2 or 2004): its text and its questions, kept by a learning platform.

The page runs the site's own modules, so it judges, explains and brings back answers as the site does. The
answers are kept as the site's text code (`portal/records/code.py`), by permanent ids: a newer package of
the unit, put in place of an older one, gives no answer to another question.

Tried in scorm-again 3.4.3 only, not in Moodle, SCORM Cloud or another platform. The standard's XSD files are
not in the zip, because their licences do not say that they may be; a platform that insists on them says so
when it takes the zip in.
"""

import os
from pathlib import Path
from typing import NamedTuple

from portal.errors import PortalError, said
from portal.exports.questions.rich_text import pictures_of
from portal.exports.scorm.manifest import ScormVersion, manifest_of
from portal.exports.scorm.page import UnitPage
from portal.exports.scorm.script_bundle import bundled
from portal.exports.zip_dates import write_zip
from portal.model.bank import Bank, BlankQuestion
from portal.model.catalogue import Catalogue
from portal.model.unit import Unit

_PLAYER = Path(__file__).parent / "player"
_STYLES = Path(__file__).parents[4] / "overrides" / "assets" / "stylesheets"
_STYLE_FILES = (
    _PLAYER / "player.css", _STYLES / "portal.css", _STYLES / "learning.css", _STYLES / "question.css",
)  # fmt: skip

ROOM = 4096
"""Characters that SCORM 1.2 keeps of a learner's answers."""

_ANSWER_TIMES, _ENVELOPE, _TYPED = 40, 160, 20
"""Characters: the times and tries of an answer; what stands around all of them; a usual typed word."""


class _Sizes(NamedTuple):
    questions: int
    characters: int


def _sizes(bank: Bank) -> _Sizes:
    """Return how long the kept answers become once each was given twice, the long way each time."""
    size = _ENVELOPE
    for question in bank.published:
        if isinstance(question, BlankQuestion):
            value = sum(_TYPED for _ in question.blanks.accept)
        elif question.type == "multiple":
            value = sum(len(choice.id) + 3 for choice in question.choices)
        else:
            value = max(len(choice.id) for choice in question.choices) + 3
        size += len(question.id) + 2 * value + _ANSWER_TIMES
    return _Sizes(len(bank.published), size * 4 // 3)


def _styles() -> str:
    try:
        return "\n".join(file.read_text("utf-8") for file in _STYLE_FILES)
    except OSError as error:
        raise PortalError(
            f"少了样式文件 {error.filename}，打不成包。请重新拿一份完整的项目文件夹。"
        ) from error


def _sentences(page: UnitPage, version: ScormVersion) -> tuple[str, ...]:
    bank = page.bank
    count, size = _sizes(bank)
    drafts = sum(question.status == "draft" for question in bank.questions)
    said_if = (
        (drafts, f"{drafts} 道草稿没有放进去：包里只有已发布的题。"),
        (not count, "这个单元没有已发布的题：读完以后，平台上仍会显示未完成。"),
        (
            page.lost_links,
            f"正文里有 {page.lost_links} 处通往本网站别的页面的链接，包里没有那些页面，只留下了文字。",
        ),
        (page.lost_pictures, f"正文里的图没有放进去，只留下了说明文字：{'、'.join(page.lost_pictures)}。"),
        (
            version == "1.2" and any(not isinstance(question, BlankQuestion) for question in bank.published),
            "SCORM 1.2 的逐题报告只写得下选项的字母（a 是第一项），写不下选项编号；学员的作答仍按编号保存。",
        ),
        (
            version == "1.2" and size > ROOM,
            f"这个单元有 {count} 道题，每题都重做一遍时，作答约 {size} 个字符，SCORM 1.2 只保存 {ROOM} 个；"
            "浏览器较旧、不能压缩时，个别题下次打开要重新作答，成绩不受影响。用 2004 就没有这个限制。",
        ),
    )  # fmt: skip
    return tuple(sentence for is_true, sentence in said_if if is_true)


def _picture_files(page: UnitPage) -> dict[str, bytes]:
    """Return path in the package → content of every picture, of the text and of the questions."""
    found = dict(page.pictures)
    for question in page.bank.published:
        found |= pictures_of(page.bank, question, page.catalogue)
    return found


def write_scorm(
    unit: Unit, catalogue: Catalogue, out: Path, version: ScormVersion = "1.2"
) -> tuple[str, ...]:
    """Write a package of one unit; the same content gives the same bytes.

    Returns in Chinese what SCORM could not hold, one sentence each. Raises PortalError, with nothing written,
    when a picture is missing, when gaps and answers do not fit together, or when the project is incomplete;
    OSError when the place cannot be written.
    """
    track = next(track for track in catalogue.tracks if track.slug == unit.track)
    bank = catalogue.bank_of.get(unit.id) or Bank(unit.track, unit.slug, (), unit.marks)
    page = UnitPage(unit, track, bank, catalogue)
    try:
        text = page.html(version)
    except OSError as error:
        raise PortalError(
            f"《{unit.front.title}》里的一张图读不出来：{said(error)}（{error.filename}）。"
        ) from error
    files = {
        "index.html": text.encode(),
        "style.css": _styles().encode(),
        "player.js": bundled(_PLAYER / "player.js").encode(),
        **_picture_files(page),
    }
    manifest = manifest_of(unit, track.front.pass_percent, list(files), version)
    partial = out.with_name(f"{out.name}.part")
    try:
        write_zip(partial, {"imsmanifest.xml": manifest, **files})
        os.replace(partial, out)
    finally:
        partial.unlink(missing_ok=True)
    return _sentences(page, version)
