"""Question papers in Word (.docx): `read_word`, and copies with ids or with comments."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from portal.imports.draft import Problem, Reading, Spot
from portal.imports.word.copies import mark_word, write_ids_word
from portal.imports.word.drafts import Drafting, drafts_of
from portal.imports.word.items import Item, Piece, Told, quoted, spot
from portal.imports.word.key import Entry, Key
from portal.imports.word.lines import Document
from portal.imports.word.looks import W
from portal.imports.word.package import Package
from portal.imports.word.paper import Paper
from portal.imports.word.text import words_of

__all__ = ["mark_word", "read_word", "write_ids_word"]

_NOTES = {
    "revision": ("文档里有没接受的修订，按修改以后的样子读了", "在“审阅”里接受或拒绝全部修订，免得两样。"),
    "hidden": ("文档里有隐藏的文字，没有读", "要用的文字取消隐藏；不要的就删掉。"),
    "footnote": ("脚注、尾注里的文字没有读", "要让学员看到的话，写进题干或解析。"),
    "box": ("文本框里的文字没有读", "是题目就剪切出来，贴到正文里。"),
}
_ASIDE = {
    "header": ("页眉页脚", "是题目就移到正文里；不是就不用管。"),
    "footer": ("页眉页脚", "是题目就移到正文里；不是就不用管。"),
}


def read_word(path: Path) -> Reading:
    """Return the questions of a Word document, and everything that is wrong with it.

    Raises PortalError when the file cannot be read at all.
    """
    package = Package(path)
    document = Document(package)
    paper = Paper(document.lines)
    problems = [*paper.problems, *_of_tables(document), *_of_notes(document, package)]
    problems += [*_of_faults(document, paper.items), *_in_one_paragraph(paper.items)]
    problems += _answered(paper.items, paper.key)
    told = Told()
    drafts = tuple(drafts_of(paper.items, Drafting(document.shelf.inserts, told)))
    if not paper.items and not document.tables_of_questions:
        problems.append(_nothing())
    return Reading(drafts, tuple(sorted({*problems, *told.problems})))


def _nothing() -> Problem:
    cure = "每道题前面写题号（1.），选项前面写 A. B. C. D.，下面写【答案】；导出一份看看样子：portal export。"
    return Problem(Spot(unit="段"), "没有找到题目", cure)


def _of_tables(document: Document) -> Iterator[Problem]:
    for row in document.tables_of_questions:
        reason = "这里的表格一行一题，没有读"
        yield Problem(spot(row), reason, "把表格复制到 Excel，存成 .xlsx 再导入。")


def _of_notes(document: Document, package: Package) -> Iterator[Problem]:
    for kind, row in document.notes.first.items():
        yield Problem(spot(row), *_NOTES[kind], "warning")
    told = {name for name, _ in _ASIDE.values()} if any(line.style for line in document.lines) else set()
    for kind, part in package.relations(package.main).values():
        name, cure = _ASIDE.get(kind, ("", ""))
        if not name or name in told:
            continue
        root = package.xml(part)
        words = "" if root is None else " ".join(map(str, root.itertext(f"{W}t")))
        if any(sign.isalpha() for sign in words):
            told.add(name)
            yield Problem(Spot(unit="段"), f"{name}里的文字没有读：{quoted(words)}", cure, "warning")


def _of_faults(document: Document, items: Sequence[Item]) -> Iterator[Problem]:
    """Yield what is wrong with pictures and formulas, but not with those before the first question."""
    first = items[0].row if items else 0
    words: dict[int, str] = defaultdict(str)
    for line in document.lines:
        words[line.row] += words_of(line.rich)
    for row, faults in document.faults.items():
        for fault in faults if row >= first else ():
            head = f"{quoted(words[row])}：" if words[row] else ""
            severity = "warning" if fault.is_warning else "error"
            yield Problem(spot(row), f"{head}{fault.reason}", fault.cure, severity)  # type: ignore[arg-type]


def _in_one_paragraph(items: Sequence[Item]) -> Iterator[Problem]:
    """Yield the questions that share a paragraph with the one before: no id could be written below that."""
    for before, item in pairwise(items):
        if before.row == item.row:
            reason = f"{quoted(words_of(item.prompt.rich))}：和上一题在同一段里，只换了行（Shift+Enter）"
            yield Problem(spot(item.row), reason, "“查找和替换”：查找 ^l，替换为 ^p，全部替换。")


def _answered(items: Sequence[Item], key: Key) -> Iterator[Problem]:
    """Give the answers of the list at the end to their questions; yield those that find none."""
    for entry, item in _pairs(items, key.entries):
        if item is None:
            reason = f"参考答案里有第 {entry.number} 题，试卷里没有对上"
            yield Problem(spot(entry.row), reason, "检查题号；每个大题重新编号时，答案也要写上大题的名字。")
            continue
        there = item.parts.get("answer")
        if there and words_of(there.rich) != words_of(entry.answer):
            reason = f"{quoted(words_of(item.prompt.rich))}：题目下面的答案是“{words_of(there.rich)[:12]}”，"
            reason += f"参考答案里是“{words_of(entry.answer)[:12]}”"
            yield Problem(spot(entry.row), reason, "看看哪一个是对的，改成一样。")
        item.parts.setdefault("answer", Piece(entry.row, [entry.answer]))
        for name, lines in entry.parts.items():
            item.parts.setdefault(name, Piece(entry.row, lines))


def _pairs(items: Sequence[Item], entries: Sequence[Entry]) -> Iterator[tuple[Entry, Item | None]]:
    """Yield each answer with its question: by number, and by section where numbers begin anew."""
    numbered = {item.number: item for item in items}
    if len(numbered) == len(items) and len({entry.number for entry in entries}) == len(entries):
        yield from ((entry, numbered.get(entry.number)) for entry in entries)
        return
    sections = list(dict.fromkeys(item.section for item in items))
    groups = list(dict.fromkeys(entry.group for entry in entries))
    of_type: dict[str, int] = {}
    for item in items:
        of_type.setdefault(item.type, item.section)
    there = {(item.section, item.number): item for item in items}
    for entry in entries:
        place = groups.index(entry.group)
        by_order = sections[place] if place < len(sections) else -1
        section = of_type.get(entry.type, by_order) if entry.type else by_order
        yield entry, there.get((section, entry.number))
