"""Moodle XML (https://docs.moodle.org/en/Moodle_XML_format): read, and ids put back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from portal.imports.answers import finished, with_gap
from portal.imports.draft import MOST_QUESTIONS, Draft, Named, Problem, Reading, Spot
from portal.imports.foreign_text import TOO_LONG, ForeignText, TooLongError
from portal.imports.moodle.answers import answers_of
from portal.imports.moodle.cloze import cloze_of
from portal.imports.moodle.tree import Words, child_text, quiz_of, words_of
from portal.imports.names import own_id, unit_named
from portal.imports.text_file import write_whole
from portal.model.question_tags import told_by

_NO_PICTURE = "在 Moodle 里把图换成 PNG 或 JPG，不要用别的网站上的，再导出一次。"
_CHANGE = " 要改："


def read_moodle(path: Path) -> Reading:
    """Return all questions of a file and all that is wrong with them.

    Raises PortalError when the file cannot be opened or is no Moodle XML.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for number, question, unit in _questions(quiz_of(path)):
        spot = Spot(row=number, unit="题")
        if number > MOST_QUESTIONS:
            reason = f"题太多，一个文件最多 {MOST_QUESTIONS} 道"
            problems.append(Problem(spot, reason, "在 Moodle 里分几次导出。"))
            break
        draft, found = _read(question, spot, unit)
        problems += found
        if draft:
            drafts.append(draft)
    if not drafts and not problems:
        problems.append(Problem(Spot(), "文件里没有题", "在 Moodle 里选有题的类别，再导出一次。"))
    return Reading(tuple(drafts), tuple(problems))


def _questions(root: etree._Element) -> Iterator[tuple[int, etree._Element, str]]:
    """Yield (number of the question, question, unit that its category names)."""
    number, unit = 0, ""
    for question in root.findall("question"):
        if question.get("type") == "category":
            named = own_id(child_text(question, "idnumber"))
            unit = named or unit_named(child_text(question, "category", "text"))
        else:
            number += 1
            yield number, question, unit


def _read(question: etree._Element, spot: Spot, unit: str) -> tuple[Draft | None, list[Problem]]:
    name = " ".join(child_text(question, "name", "text").split())[:40]
    texts = ForeignText()
    prompt = words_of(question.find("questiontext"))

    def told(words: Words, gaps: bool = False) -> str:
        return texts.markdown(words.text, words.form, gaps, words.files)

    try:
        if question.get("type") == "cloze":
            text, answers = cloze_of(prompt.text)
            prompt = replace(prompt, text=text)
        else:
            answers = answers_of(question, question.get("type") or "", prompt.form, told)
        draft = Draft(
            spot,
            with_gap(told(prompt, answers.type == "blank"), answers),
            explanation=told(words_of(question.find("generalfeedback"), prompt.form)),
        )
    except TooLongError:
        reason, cure = TOO_LONG
        return None, [Problem(spot, f"“{name}”：{reason}", cure)]
    return finished(_with_names(draft, question, unit), answers, texts, _NO_PICTURE, name)


def _with_names(draft: Draft, question: etree._Element, unit: str) -> Draft:
    told = told_by(child_text(tag, "text") for tag in question.findall("tags/tag"))
    own = own_id(child_text(question, "idnumber")) or own_id(child_text(question, "name", "text"), full=True)
    return replace(
        draft,
        type=told.type,
        objective=told.objective,
        difficulty=told.difficulty,
        status=told.status,
        replaces=told.replaces,
        id=own,
        unit=own.rpartition("/")[0] or unit,
    )


def write_ids_moodle(source: Path, named: Sequence[Named], out: Path) -> None:
    """Write the same file with the permanent ids in it, as Moodle's own id numbers.

    Raises PortalError when a file cannot be read or written.
    """
    root = quiz_of(source, for_writing=True)
    ids = {one.spot.row: one for one in named}
    for number, question, _ in _questions(root):
        if one := ids.get(number):
            _name(question, one)
    _write(root, out)


def _name(question: etree._Element, named: Named) -> None:
    idnumber = question.find("idnumber")
    if idnumber is None:
        idnumber = etree.Element("idnumber")
        idnumber.tail = "\n    "
        place = next((n for n, child in enumerate(question) if child.tag == "answer"), len(question))
        question.insert(place, idnumber)
    idnumber.text = named.id
    choices = question.findall("answer") if question.get("type") == "multichoice" else []
    if len(choices) == len(named.choices):
        for choice, id_ in zip(choices, named.choices, strict=True):
            choice.set("choice", id_)


def mark_moodle(source: Path, problems: Sequence[Problem], out: Path) -> None:
    """Write a copy with a comment before each question that should be changed.

    Raises PortalError when a file cannot be read or written.
    """
    root = quiz_of(source, for_writing=True)
    for comment in [one for one in root.iter(etree.Comment) if (one.text or "").startswith(_CHANGE)]:
        _take_away(comment)
    questions = {number: question for number, question, _ in _questions(root)}
    for problem in sorted(problems):
        said = f"{_CHANGE}{problem.reason}。{problem.cure} ".replace("--", "－－")
        comment = etree.Comment(said)
        comment.tail = "\n  "
        place = questions.get(problem.spot.row)
        if place is None:
            root.insert(0, comment)
        else:
            place.addprevious(comment)
    _write(root, out)


def _take_away(comment: etree._Element) -> None:
    """Remove a comment, but not what stands behind it."""
    parent, before = comment.getparent(), comment.getprevious()
    if parent is None:
        return
    if comment.tail and comment.tail.strip():
        if before is None:
            parent.text = (parent.text or "") + comment.tail
        else:
            before.tail = (before.tail or "") + comment.tail
    parent.remove(comment)


def _write(root: etree._Element, out: Path) -> None:
    write_whole(out, etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True) + b"\n")
