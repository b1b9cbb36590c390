"""One question as a QTI item, one unit as a QTI test, in the words of 2.1 and without a namespace."""

from collections.abc import Iterable, Sequence
from math import ceil

from lxml import etree

from portal.errors import PortalError
from portal.exports.qti.text import Xhtml
from portal.exports.questions.permanent_names import name_of
from portal.exports.questions.rich_text import blocks, line, plain
from portal.model.bank import Bank, BlankQuestion, ChoiceQuestion, Question
from portal.model.normaliser import normalise

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

SAID = "explanation"
"""The value of EXPLANATION once an answer was given."""

_TITLE_LENGTH = 60


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, tag, attributes)
    made.text = text
    return made


def _values(parent: etree._Element, tag: str, values: Iterable[str]) -> None:
    holder = _add(parent, tag)
    for value in values:
        _add(holder, "value", value)


def spellings(accepted: Sequence[str]) -> list[str]:
    """Return the accepted answers of a gap, each also as our normaliser folds it, none twice."""
    found: dict[str, str] = {}
    for text in (*accepted, *map(normalise, accepted)):
        found.setdefault(text.casefold(), text)
    return list(found.values())


def _declare_responses(item: etree._Element, question: Question) -> None:
    if isinstance(question, ChoiceQuestion):
        cardinality = "multiple" if question.type == "multiple" else "single"
        declared = _add(
            item, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType="identifier"
        )
        _values(declared, "correctResponse", map(name_of, question.correct_ids))
        return
    for number, accepted in enumerate(question.blanks.accept, 1):
        name = f"RESPONSE_{number}"
        declared = _add(item, "responseDeclaration", identifier=name, cardinality="single", baseType="string")
        _values(declared, "correctResponse", accepted[:1])
        mapping = _add(declared, "mapping", defaultValue="0", lowerBound="0", upperBound="1")
        for text in spellings(accepted):
            _add(mapping, "mapEntry", mapKey=text, mappedValue="1", caseSensitive="false")


def _declare_outcomes(item: etree._Element, question: Question) -> None:
    score = _add(
        item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float",
        normalMaximum="1", normalMinimum="0",
    )  # fmt: skip
    _values(score, "defaultValue", ["0"])
    if isinstance(question, ChoiceQuestion):
        cardinality = "multiple" if question.type == "multiple" else "single"
        _add(
            item, "outcomeDeclaration", identifier="FEEDBACK", cardinality=cardinality, baseType="identifier"
        )
    _add(item, "outcomeDeclaration", identifier="EXPLANATION", cardinality="single", baseType="identifier")


def _choice_body(body: etree._Element, question: ChoiceQuestion, xhtml: Xhtml) -> None:
    prompt = blocks(question.prompt)
    is_line = len(prompt) == 1 and prompt[0].tag == "p"
    if not is_line:
        xhtml.fill(_add(body, "div"), prompt)
    most = "0" if question.type == "multiple" else "1"
    interaction = _add(
        body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices=most
    )
    if is_line:
        xhtml.fill(_add(interaction, "prompt"), prompt[0])
    for choice in question.choices:
        xhtml.fill(_add(interaction, "simpleChoice", identifier=name_of(choice.id)), line(choice.text))


def _blank_body(body: etree._Element, bank: Bank, question: BlankQuestion, xhtml: Xhtml) -> None:
    xhtml.fill(_add(body, "div"), blocks(question.prompt))
    wanted = len(question.blanks.accept)
    if xhtml.gaps != wanted:
        place = bank.marks.at("questions", bank.questions.index(question), "prompt")
        raise PortalError(
            f"{place}: 题目 '{question.id}' 有 {xhtml.gaps} 个空，答案却有 {wanted} 组。"
            "题干里每个空写四条下划线 ____，accept 里每个空写一组。"
        )


def _is_right(question: Question) -> etree._Element:
    """Return the condition under which the whole answer is right; there is no half of it, as on the site."""
    if isinstance(question, ChoiceQuestion):
        match = etree.Element("match")
        _add(match, "variable", identifier="RESPONSE")
        _add(match, "correct", identifier="RESPONSE")
        return match
    every = etree.Element("and")
    for number in range(1, len(question.blanks.accept) + 1):
        reached = _add(every, "gte")
        _add(reached, "mapResponse", identifier=f"RESPONSE_{number}")
        _add(reached, "baseValue", "1", baseType="float")
    return every


def _processing(item: etree._Element, question: Question) -> None:
    processing = _add(item, "responseProcessing")
    condition = _add(processing, "responseCondition")
    for tag, score in (("responseIf", "1"), ("responseElse", "0")):
        branch = _add(condition, tag)
        if tag == "responseIf":
            branch.append(_is_right(question))
        _add(_add(branch, "setOutcomeValue", identifier="SCORE"), "baseValue", score, baseType="float")
    if isinstance(question, ChoiceQuestion):
        shown = _add(processing, "setOutcomeValue", identifier="FEEDBACK")
        _add(shown, "variable", identifier="RESPONSE")
    said = _add(processing, "setOutcomeValue", identifier="EXPLANATION")
    _add(said, "baseValue", SAID, baseType="identifier")


def _feedback(item: etree._Element, outcome: str, name: str, text: str, xhtml: Xhtml) -> None:
    feedback = _add(item, "modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show")
    xhtml.fill(feedback, blocks(text))


def item_of(bank: Bank, question: Question, xhtml: Xhtml) -> etree._Element:
    """Return a question as an item; its identifiers are our permanent ids.

    Raises PortalError naming file and line when gaps and answers do not fit together.
    """
    full_id = bank.full_id(question)
    item = etree.Element(
        "assessmentItem",
        {"identifier": name_of(full_id), "title": plain(question.prompt)[:_TITLE_LENGTH], "label": full_id,
         "adaptive": "false", "timeDependent": "false", LANG: "zh-CN"},
    )  # fmt: skip
    _declare_responses(item, question)
    _declare_outcomes(item, question)
    body = _add(item, "itemBody")
    if isinstance(question, ChoiceQuestion):
        _choice_body(body, question, xhtml)
    else:
        _blank_body(body, bank, question, xhtml)
    _processing(item, question)
    if isinstance(question, ChoiceQuestion):
        for choice in question.choices:
            if choice.feedback:
                _feedback(item, "FEEDBACK", name_of(choice.id), choice.feedback, xhtml)
    _feedback(item, "EXPLANATION", SAID, question.explanation, xhtml)
    return item


def _sum_of_scores() -> etree._Element:
    total = etree.Element("sum")
    _add(total, "testVariables", variableIdentifier="SCORE")
    return total


def assessment_of(bank: Bank, title: str, pass_percent: int) -> etree._Element:
    """Return a unit's test: its published questions in order, SCORE their sum, PASSED if it is enough."""
    test = etree.Element("assessmentTest", {"identifier": name_of(bank.unit_id), "title": title})
    for name, kind in (("SCORE", "float"), ("PASSED", "boolean")):
        _add(test, "outcomeDeclaration", identifier=name, cardinality="single", baseType=kind)
    part = _add(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    _add(part, "itemSessionControl", maxAttempts="0", showFeedback="true", allowReview="true")
    section = _add(part, "assessmentSection", identifier="questions", title=title, visible="true")
    for question in bank.published:
        name = name_of(bank.full_id(question))
        _add(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
    processing = _add(test, "outcomeProcessing")
    _add(processing, "setOutcomeValue", identifier="SCORE").append(_sum_of_scores())
    enough = _add(_add(processing, "setOutcomeValue", identifier="PASSED"), "gte")
    enough.append(_sum_of_scores())
    needed = ceil(len(bank.published) * pass_percent / 100)
    _add(enough, "baseValue", str(needed), baseType="float")
    return test
