"""Banks → Moodle XML (https://docs.moodle.org/en/Moodle_XML_format): ids, tags, pictures, several gaps.

Moodle takes over everything but the ids of the choices, which stand in an attribute of ours: what comes
back from there finds its choices by their text.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from portal.exports.questions.moodle_places import category_of, notes_left, shares_of, without_wildcards
from portal.model.bank import GAP, Bank, BlankQuestion, ChoiceQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.moodle_markdown import for_moodle, outside_code, with_gaps_for_moodle
from portal.model.picture import REFERENCE, path_of
from portal.model.question_tags import tags_of

_KINDS = {"single": "multichoice", "multiple": "multichoice", "true_false": "truefalse"}
_CLOZE_SIGN = re.compile(r"[~#{}=%:&\"'<>\\/`]")
_LIKE_A_GAP = re.compile(r"\{(?=\d{0,5}:)")
_FOR_MOODLE_ALONE = {"single": "0.3333333", "multiple": "0.3333333", "true_false": "1", "blank": "0.3333333"}
"""Share of the mark that a wrong try takes away in Moodle."""


def write_questions_moodle(banks: Sequence[Bank], catalogue: Catalogue, out: Path) -> tuple[str, ...]:
    """Write an XML file; return what it could not hold. Raises OSError when it cannot be written."""
    writer = _Writer(catalogue)
    root = etree.Element("quiz")
    root.append(etree.Comment(" 心育学堂导出的题目。idnumber 是题目的永久编号，不要改：再导入就是更新。 "))
    for bank in banks:
        writer.category(root, bank)
        for question in bank.questions:
            writer.question(root, bank, question)
    etree.indent(root, "  ")
    out.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n")
    return (*writer.lost, *notes_left(banks, "Moodle XML"))


def _put(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, tag, dict(attributes))
    child.text = text or None
    return child


class _Writer:
    """Writes elements; remembers what could not be taken along."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.lost: list[str] = []

    def category(self, root: etree._Element, bank: Bank) -> None:
        question = _put(root, "question", type="category")
        _put(_put(question, "category"), "text", category_of(bank, self.catalogue))
        _put(_put(question, "info", format="plain_text"), "text")
        _put(question, "idnumber", bank.unit_id)

    def question(self, root: etree._Element, bank: Bank, question: Question) -> None:
        is_cloze = isinstance(question, BlankQuestion) and len(question.blanks.accept) > 1
        kind = "cloze" if is_cloze else _KINDS.get(question.type, "shortanswer")
        element = _put(root, "question", type=kind)
        _put(_put(element, "name"), "text", bank.full_id(question))
        self.text(element, "questiontext", self._prompt(question, is_cloze), bank, question)
        self.text(element, "generalfeedback", for_moodle(question.explanation), bank, question)
        _put(element, "defaultgrade", "1")
        _put(element, "penalty", _FOR_MOODLE_ALONE[question.type])
        _put(element, "hidden", "0")
        _put(element, "idnumber", bank.full_id(question))
        if isinstance(question, ChoiceQuestion):
            self.choices(element, bank, question)
        elif not is_cloze:
            self.accepted(element, question)
        tags = _put(element, "tags")
        for tag in tags_of(question):
            _put(_put(tags, "tag"), "text", tag)

    def _prompt(self, question: Question, is_cloze: bool) -> str:
        if not isinstance(question, BlankQuestion):
            return for_moodle(question.prompt)
        if not is_cloze:
            return for_moodle(with_gaps_for_moodle(question.prompt))
        gaps = iter(question.blanks.accept)
        return outside_code(
            for_moodle(question.prompt),
            lambda part: re.sub(GAP, lambda _: _cloze_gap(next(gaps, ())), _LIKE_A_GAP.sub("&#123;", part)),
        )

    def text(self, parent: etree._Element, tag: str, text: str, bank: Bank, question: Question) -> None:
        """Write a text in Markdown, with the pictures it shows."""
        files: dict[str, bytes] = {}

        def shown(found: re.Match[str]) -> str:
            picture = self.catalogue.pictures.get(path_of(bank, found[2]))
            name = found[2].rpartition("/")[2]
            try:
                files[name] = picture.file.read_bytes() if picture else b""
            except OSError:
                files[name] = b""
            if not files[name]:
                del files[name]
                self.lost.append(f"{bank.full_id(question)} 的图“{found[2]}”打不开，没有带上。")
                return found[0]
            return f"![{found[1]}](@@PLUGINFILE@@/{name})"

        written = outside_code(text, lambda part: REFERENCE.sub(shown, part))
        element = _put(parent, tag, format="markdown")
        _put(element, "text", written)
        for name, data in files.items():
            _put(element, "file", b64encode(data).decode(), name=name, path="/", encoding="base64")

    def choices(self, element: etree._Element, bank: Bank, question: ChoiceQuestion) -> None:
        is_truth = question.type == "true_false"
        if not is_truth:
            _put(element, "single", str(question.type == "single").lower())
            _put(element, "shuffleanswers", "true")
            _put(element, "answernumbering", "ABCD")
        for choice, share in zip(question.choices, shares_of(question), strict=True):
            if is_truth:
                answer = _put(element, "answer", fraction=share, format="moodle_auto_format")
                _put(answer, "text", str(choice.id == "agree").lower())
            else:
                self.text(element, "answer", for_moodle(choice.text), bank, question)
                answer = element[-1]
                answer.set("fraction", share)
                answer.set("choice", choice.id)
            self.text(answer, "feedback", for_moodle(choice.feedback or ""), bank, question)

    def accepted(self, element: etree._Element, question: BlankQuestion) -> None:
        _put(element, "usecase", "0")
        for text in question.blanks.accept[0]:
            answer = _put(element, "answer", fraction="100", format="moodle_auto_format")
            _put(answer, "text", without_wildcards(text))


def _cloze_gap(accepted: Sequence[str]) -> str:
    """Return a gap of a cloze; every sign that could mean something is written as a number."""
    safe = (_CLOZE_SIGN.sub(lambda sign: f"&#{ord(sign[0])};", text) for text in accepted)
    return f"{{1:SHORTANSWER:{'~'.join('=' + without_wildcards(text) for text in safe)}}}"
