"""Units' questions as a QTI package (2.1 or 3.0), for other systems: a zip with one file a question.

Not tried in other systems: only against the published schemas and our own tests. The schemas themselves
are not in the package; their licence does not say that they may be.
"""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portal.errors import PortalError
from portal.exports.qti.forms import Version, file_of
from portal.exports.qti.items import assessment_of, item_of
from portal.exports.qti.manifest import Resource, manifest_of
from portal.exports.qti.text import LOST_LINKS, Xhtml
from portal.exports.questions.permanent_names import name_of
from portal.exports.questions.rich_text import pictures_of
from portal.exports.zip_dates import write_zip
from portal.model.bank import Bank, BlankQuestion
from portal.model.catalogue import Catalogue

_STATUS = {"draft": "草稿", "retired": "已停用"}
_BLANKS = (
    "{} 道填空题：QTI 判题只不分大小写；全角半角、空格、中英文标点的差别，网站容得下，"
    "QTI 要逐字一样，答案里没有列出的写法会判错。"
)
_OURS = "{} 道题的 replaces、reworded、corrected 或 allow 没有写进去：那是本门户自己用的，QTI 里没有位置。"


@dataclass
class _Package:
    """What goes into the zip, and what could not."""

    catalogue: Catalogue
    version: Version
    files: dict[str, bytes] = field(default_factory=dict)
    resources: list[Resource] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)

    def add(self, bank: Bank) -> None:
        """Take in a unit: its test, its published questions and their pictures."""
        unit = self.catalogue.unit_of.get(bank.unit_id)
        track = next((track for track in self.catalogue.tracks if track.slug == bank.track), None)
        title = unit.front.title if unit else bank.unit_id
        self.lost.update(question.status for question in bank.questions if question.status != "published")
        if not bank.published:
            return
        items = [self._add_item(bank, number) for number in range(len(bank.published))]
        href = f"{name_of(bank.unit_id)}.xml"
        percent = track.front.pass_percent if track else 80
        self.files[href] = file_of(assessment_of(bank, title, percent), self.version)
        self.resources.append(Resource(href, bank, title, needs=tuple(items)))

    def _add_item(self, bank: Bank, number: int) -> str:
        question = bank.published[number]
        name = name_of(bank.full_id(question))
        xhtml = Xhtml(f"../{bank.track}/")
        item = item_of(bank, question, xhtml)
        pictures = pictures_of(bank, question, self.catalogue)
        shown = {f"{bank.track}/{target}": content for target, content in pictures.items()}
        title = item.get("title") or name
        href = f"items/{name}.xml"
        self.files |= {href: file_of(item, self.version), **shown}
        self.resources.append(Resource(href, bank, title, question=question, files=tuple(shown)))
        self.lost["link"] += xhtml.lost_links
        self.lost["blank"] += isinstance(question, BlankQuestion)
        ours = (question.replaces, question.reworded, question.corrected, question.allow)
        self.lost["ours"] += any(ours)
        return name

    def sentences(self) -> tuple[str, ...]:
        """Say in Chinese what the form could not hold."""
        lost = self.lost
        left_out = "、".join(f"{lost[status]} 道{word}" for status, word in _STATUS.items() if lost[status])
        said = (
            (left_out, f"{left_out}的题没有放进去：别的系统不认这个状态，会照样给学员做。"),
            (lost["blank"], _BLANKS.format(lost["blank"])),
            (lost["link"], LOST_LINKS.format(lost["link"])),
            (lost["ours"], _OURS.format(lost["ours"])),
        )
        return tuple(sentence for count, sentence in said if count)


def write_qti(
    banks: Sequence[Bank], catalogue: Catalogue, out: Path, version: Version = "2.1"
) -> tuple[str, ...]:
    """Write a package of the published questions of some units; the same content gives the same bytes.

    Returns in Chinese what QTI could not hold, one sentence each. Raises PortalError, with nothing written,
    when there is no question, when a picture is missing, or when gaps and answers do not fit together;
    OSError when the place cannot be written.
    """
    package = _Package(catalogue, version)
    for bank in banks:
        package.add(bank)
    if not package.files:
        raise PortalError("选中的单元里没有已发布的题，没有可以导出的。把题目的 status 改成 published 再来。")
    manifest = manifest_of(package.resources, catalogue, version)
    partial = out.with_name(f"{out.name}.part")
    try:
        write_zip(partial, {"imsmanifest.xml": manifest, **package.files})
        os.replace(partial, out)
    finally:
        partial.unlink(missing_ok=True)
    return package.sentences()
