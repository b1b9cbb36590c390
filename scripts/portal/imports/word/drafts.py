"""Questions on paper → drafts: type, answer and the rest understood; everything that cannot be is told."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from portal.imports.draft import Draft, DraftChoice
from portal.imports.foreign_text import NO_WORDS
from portal.imports.literal import one_line
from portal.imports.word.answers import (
    SAID,
    TICKED,
    accepted,
    plain,
    truth_in_prompt,
    unticked,
    with_gaps,
)
from portal.imports.word.choices import choose
from portal.imports.word.items import Item, Told, spot
from portal.imports.word.statements import is_statement, judge, truth_of_choice
from portal.imports.word.text import Insert, Rich, inserts_in, markdown_of
from portal.model.authored import SLUG
from portal.model.bank import GAP, KINDS
from portal.model.question_words import difficulty_of, status_of, truth_of, type_of

_KIND = r"((?:单选|多选|判断|填空|单项选择|多项选择|不定项(?:选择)?)题?)"
_TYPE_MARK = re.compile(rf"\s*[（(【\[]\s*{_KIND}[^)）】\]]{{0,12}}[)）】\]]\s*[.．、:：]?\s*")
_TYPE_BEHIND = re.compile(rf"\s*[（(【\[]\s*{_KIND}\s*[)）】\]]\s*\*?\s*$")
_POINTS = r"[（(【\[]\s*(?:本题|每题|本小题)?(?:满分|共)?\s*\d+(?:\.\d+)?\s*分\s*[)）】\]]"
_SCORE, _SCORE_BEHIND = re.compile(rf"\s*{_POINTS}\s*"), re.compile(rf"\s*{_POINTS}\s*\*?\s*$")
_NOTHING = re.compile(r"[\s/\\—–\-.。]*(?:略|无|暂无|没有)?[\s。.]*")
_ID = re.compile(rf"({SLUG[1:-1]}(?:/{SLUG[1:-1]})?)(?=[\s:：;；,，(（]|$)")
_CHOICE_ID = re.compile(rf"(?<![a-z0-9-])([A-La-l])\s*[=＝:：]\s*({SLUG[1:-1]})(?![a-z0-9-])")
_SHARE = re.compile(r"0?\.\d+")


Made = tuple[str, Rich, dict[str, Any]]
"""Type, prompt without its answer, and `choices` or `accept`."""


class Drafting:
    """Makes drafts of the questions of one paper."""

    def __init__(self, inserts: Sequence[Insert], told: Told) -> None:
        """Use the pictures and tables of the document; tell what is wrong."""
        self._inserts = inserts
        self._told = told

    def draft(self, item: Item) -> Draft | None:
        """Return the draft of a question, None when its answer or type cannot be understood."""
        before = len(self._told.problems)
        prompt, stated = item.prompt.rich, type_of(item.words("type")) or item.type
        if not item.is_ours:
            prompt, marked = _without_marks(prompt)
            stated = marked or stated
        if not prompt:
            self._told.error(
                item,
                f"第 {item.number} 题没有题干" if item.number else "这里没有题干",
                "写上题干，或者删掉这一题。",
            )
            return None
        if stated == "other":
            self._told.error(
                item, "门户没有这种题型", "只收单选、多选、判断、填空；能改成这几种的再导入，不能就删掉。"
            )
            return None
        made = self._by_type(item, prompt, stated)
        if made is None or any(problem.severity == "error" for problem in self._told.problems[before:]):
            return None
        return self._finished(item, *made)

    def _by_type(self, item: Item, prompt: Rich, stated: str) -> Made | None:
        if is_statement(item, stated):
            return self._statement(item, prompt)
        if item.choices:
            return self._choosing(item, prompt, stated)
        answer = item.words("answer")
        said, _ = (None, prompt) if item.is_ours else truth_in_prompt(prompt)
        if not stated and (truth_of(plain(answer)) is not None or (not answer and said is not None)):
            return self._statement(item, prompt)
        if stated in ("single", "multiple", "choice"):
            cure = "每个选项写一行，前面写 A. B. C. D.。"
            self._told.error(item, f"{KINDS.get(stated, '选择')}题没有选项", cure)
            return None
        return self._blank(item, prompt)

    def _statement(self, item: Item, prompt: Rich) -> Made | None:
        judged = judge(item, prompt, self._told)
        if judged is None:
            return None
        said, bare = judged
        choices = tuple(
            DraftChoice(text, truth == said, self._feedback(item, text, truth), name)
            for text, truth, name in (("对", True, "agree"), ("错", False, "disagree"))
        )
        return "true_false", bare, {"choices": choices}

    def _feedback(self, item: Item, name: str, truth: bool | None = None) -> str:
        found = item.feedback.get(name)
        if found is None and truth is not None:
            same = [letter for letter, piece in item.choices.items() if truth_of_choice(piece) is truth]
            found = item.feedback.get(same[0]) if same else None
        return self._markdown(found.rich, item) if found else ""

    def _choosing(self, item: Item, prompt: Rich, stated: str) -> Made | None:
        chosen = choose(item, prompt, stated, self._told)
        if chosen is None:
            return None
        ids = {found[1].upper(): found[2] for found in _CHOICE_ID.finditer(item.words("id"))}
        choices = []
        for letter, piece in item.choices.items():
            rich = unticked(piece.rich) if chosen.by_looks in (TICKED, SAID) else piece.rich
            text = one_line(self._markdown(rich, item))
            if not text:
                cure = "写上文字，或者删掉这个选项。"
                self._told.error(item, f"选项 {letter} 没有文字", cure, piece.row)
            feedback = self._feedback(item, letter)
            choices.append(DraftChoice(text, letter in chosen.letters, feedback, ids.get(letter, "")))
        return chosen.type, chosen.prompt, {"choices": tuple(choices)}

    def _blank(self, item: Item, prompt: Rich) -> Made | None:
        bare, inside = with_gaps(prompt, GAP)
        inside += [""] * sum(self._inserts[number].gaps for number in inserts_in(prompt.text))
        answer = item.words("answer")
        row = item.row_of("answer")
        if not inside and item.type == "blank":
            self._told.error(item, "填空题的题干里没有空", "把空写成四个下划线 ____。")
        elif not inside:
            cure = "选择题写上选项；判断题写【答案】对；填空题把空写成四个下划线 ____。"
            self._told.error(item, "看不出是什么题：没有选项，也没有空", cure)
        if not inside:
            return None
        if not answer and all(inside):
            answer = "；".join(inside)
            self._told.warning(
                item, f"没有写答案，按横线上的字读成“{answer[:20]}”", "核对一下；为保险起见，写上【答案】。"
            )
        accept = accepted(answer, len(inside), item.is_ours)
        if len(accept) != len(inside):
            reason = f"题干有 {len(inside)} 个空，答案有 {len(accept)} 个" if answer else "填空题没有答案"
            cure = "写【答案】，各空之间用“；”隔开；一个空有几种写法，用“|”隔开。"
            self._told.error(item, reason, cure, row)
            return None
        return "blank", bare, {"accept": tuple(accept)}

    def _markdown(self, rich: Rich, item: Item, gap: str = "") -> str:
        return markdown_of(rich, self._inserts, gap=gap, keep=item.is_ours)

    def _finished(self, item: Item, kind: str, prompt: Rich, rest: dict[str, Any]) -> Draft:
        explanation = item.parts.get("explanation")
        told = self._markdown(explanation.rich, item) if explanation else ""
        texts = [prompt, *(piece.rich for piece in (*item.choices.values(), *item.parts.values(),
                                                    *item.feedback.values()))]  # fmt: skip
        used = [self._inserts[number] for rich in texts for number in inserts_in(rich.text)]
        status = self._status(item)
        if any(NO_WORDS in insert.markdown for insert in used):
            status = "draft"
        return Draft(
            spot(item.row),
            self._markdown(prompt, item, GAP if kind == "blank" else ""),
            kind,
            explanation="" if _NOTHING.fullmatch(told) else told,
            difficulty=self._difficulty(item),
            objective=item.words("objective"),
            status=status,
            id=self._id(item),
            unit=item.unit,
            replaces=item.words("replaces"),
            pictures={insert.name: insert.data for insert in used if insert.name},
            **rest,
        )

    def _id(self, item: Item) -> str:
        text = item.words("id")
        found = _ID.match(plain(text))
        if text and not found:
            cure = "恢复原来的编号；新题不写编号，导入时会自动编。"
            self._told.error(item, f"编号“{text[:24]}”看不懂", cure, item.row_of("id"))
        return found[1] if found else ""

    def _status(self, item: Item) -> str:
        text = item.words("status")
        status = status_of(text)
        if status is None:
            self._told.error(item, f"状态“{text[:12]}”看不懂", "写草稿、发布或停用。", item.row_of("status"))
        return status or ""

    def _difficulty(self, item: Item) -> int | None:
        text = plain(item.words("difficulty"))
        if not text or _NOTHING.fullmatch(text):
            return None
        if _SHARE.fullmatch(text):
            return 1 if float(text) >= 0.7 else 2 if float(text) >= 0.4 else 3
        found = difficulty_of(text)
        if found is None:
            row = item.row_of("difficulty")
            self._told.warning(item, f"难度“{text[:12]}”看不懂，没有读", "写易、中、难。", row)
        return found


def _without_marks(prompt: Rich) -> tuple[Rich, str]:
    """Return (a prompt without type and score before or behind it, the type that it says)."""
    stated = ""
    while found := _TYPE_MARK.match(prompt.text) or _SCORE.match(prompt.text):
        if found.re is _TYPE_MARK:
            stated = type_of(found[1])
        prompt = prompt[found.end() :]
    if last := _TYPE_BEHIND.search(prompt.text):
        stated = type_of(last[1])
        prompt = prompt[: last.start()]
    if last := _SCORE_BEHIND.search(prompt.text):
        prompt = prompt[: last.start()]
    return prompt.strip(), stated


def drafts_of(items: Sequence[Item], drafting: Drafting) -> Iterator[Draft]:
    """Yield the drafts of all questions that could be understood."""
    for item in items:
        if draft := drafting.draft(item):
            yield draft
