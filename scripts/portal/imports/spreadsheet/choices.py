"""The choices of a row: their texts, which are right, their ids."""

import re
from collections.abc import Iterator, Mapping

from portal.imports.draft import DraftChoice
from portal.imports.spreadsheet.answers import Fault, chosen, split_choices, without_labels, without_mark
from portal.imports.spreadsheet.cells import Asked
from portal.model.normaliser import normalise
from portal.model.question_sheet import AGREE, LETTERS, NO_ID
from portal.model.question_words import truth_of, type_of


def texts_of_choices(asked: Asked) -> dict[str, str]:
    """Return letter → text of the choices, from their columns, from one cell, or from the prompt."""
    found = {letter: text for letter in asked.layout.choices if (text := asked.get(f"choice {letter}"))}
    if found:
        _tell_of_gap(asked, found)
        return found if asked.layout.is_markdown else without_labels(found)
    parts = split_choices(asked.get("choices"))[1] if asked.get("choices") else []
    if not parts and type_of(asked.get("type")) not in ("blank", "other"):
        before, parts = split_choices(asked.get("prompt"))
        if not before or len(parts) < 2:
            return {}
        asked.texts["prompt"] = before
    if len(parts) > len(LETTERS):
        asked.fault("choices", f"有 {len(parts)} 个选项", "最多 12 个：删掉几个，或者拆成两道题。")
    return dict(zip(LETTERS, parts, strict=False))


def _tell_of_gap(asked: Asked, found: Mapping[str, str]) -> None:
    """Warn of a choice without text before one that has some, unless its ids say that none is there."""
    ids = re.split(r"[\s,，、;；|]+", asked.get("choice_ids"))
    is_known = dict(zip(LETTERS, ids, strict=False))
    for letter in asked.layout.choices:
        if letter not in found and letter < max(found) and is_known.get(letter) != NO_ID:
            asked.fault(
                f"choice {letter}",
                f"选项 {letter} 空着，后面的选项会往前移",
                "漏写了就补上；和旁边合并了的单元格要拆开；本来就没有，不用管。",
                is_error=False,
            )


def _marked(asked: Asked, choices: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the choices without the marks of the right ones, and the letters of these."""
    bare, right = {}, []
    for letter, text in choices.items():
        bare[letter], is_right = without_mark(text)
        right += [letter] if is_right else []
    if not right:
        name = "answer" if "answer" in asked.layout.columns else "prompt"
        asked.fault(name, "没有正确答案", "写上正确选项的字母，几个就连着写，如 A 或 ABD。")
    return bare, right


def choices_of(asked: Asked, kind: str, choices: dict[str, str]) -> tuple[str, tuple[DraftChoice, ...]]:
    """Return single or multiple, and the choices; none if they cannot be made, which is then a fault."""
    if len(choices) < 2:
        name = next((one for one in ("choice A", "choices") if one in asked.layout.columns), "prompt")
        asked.fault(name, f"只有 {len(choices)} 个选项" if choices else "没有选项", "至少写两个选项。")
        return kind, ()
    right: list[str] | Fault
    if answer := asked.get("answer"):
        right = chosen(answer, choices)
    else:
        choices, right = _marked(asked, choices)
    if isinstance(right, Fault):
        asked.faults.append(right)
        return kind, ()
    if kind == "choice":
        kind = "single" if len(right) == 1 else "multiple"
    if right:
        asked.faults += _count_faults(kind, len(right), len(choices))
    if not asked.layout.is_markdown:  # what comes out of a bank, its own rules judge
        asked.faults += _same_faults(asked, choices)
    ids = _choice_ids(asked, choices)
    return kind, tuple(
        DraftChoice(
            asked.line(text), letter in right, asked.markdown(f"feedback {letter}"), ids.get(letter, "")
        )
        for letter, text in choices.items()
    )


def _count_faults(kind: str, right: int, all_: int) -> Iterator[Fault]:
    if kind == "single" and right > 1:
        cure = "只留一个字母；确实不止一个正确，就把题型改成多选题。"
        yield Fault("answer", f"单选题写了 {right} 个答案", cure)
    elif kind == "multiple" and right == 1:
        yield Fault(
            "answer", "多选题只写了 1 个答案", "补上其余正确选项的字母；只有一个正确，就把题型改成单选题。"
        )
    elif kind == "multiple" and right == all_:
        yield Fault("answer", "多选题的选项全部正确", "至少要有一个错误的选项：改答案，或者加一个选项。")


def _same_faults(asked: Asked, choices: Mapping[str, str]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for letter, text in choices.items():
        other = first.setdefault(normalise(text), letter)
        if other != letter:
            name = f"choice {letter}"
            yield Fault(name if name in asked.layout.columns else "choices",
                        f"选项 {letter} 和选项 {other} 一样", "改掉其中一个，或者删掉它。")  # fmt: skip


def _choice_ids(asked: Asked, choices: Mapping[str, str]) -> dict[str, str]:
    """Return letter → permanent id. The first id belongs to choice A, whether or not A is there."""
    ids = re.split(r"[\s,，、;；|]+", asked.get("choice_ids")) if asked.get("choice_ids") else []
    known = {letter: id_ for letter, id_ in zip(LETTERS, ids, strict=False) if id_ != NO_ID}
    for id_ in known.values():
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) or len(id_) > 40:
            asked.fault("choice_ids", f"选项编号“{id_}”不合格", "选项编号由门户给，照原样放回去；新题空着。")
        elif list(known.values()).count(id_) > 1:
            asked.fault(
                "choice_ids", f"选项编号“{id_}”写了两次", "选项编号由门户给，照原样放回去；新题空着。"
            )
    if len(ids) > len(LETTERS):
        asked.fault("choice_ids", f"选项编号有 {len(ids)} 个", "选项编号由门户给，照原样放回去；新题空着。")
    return known


def truth_choices(asked: Asked, choices: Mapping[str, str]) -> tuple[DraftChoice, ...]:
    """Return 对 and 错 of a true_false question, in whatever words the row says it."""
    meant = {letter: truth_of(text) for letter, text in choices.items()}
    if choices and (len(choices) != 2 or set(meant.values()) != {True, False}):
        name = "choice A" if "choice A" in asked.layout.columns else "choices"
        cure = "判断题只写答案“对”或“错”，选项空着；要别的选项，就用单选题。"
        asked.fault(name, "判断题的选项不是“对”和“错”", cure)
        return ()
    meant = meant or {"A": True, "B": False}
    answer = asked.get("answer").strip("()（）[]【】。. ")
    is_true = truth_of(answer)
    if is_true is None and answer:
        right = chosen(answer, dict(choices) or {"A": "对", "B": "错"})
        is_true = None if isinstance(right, Fault) or len(right) != 1 else meant[right[0]]
    if is_true is None:
        reason = f"看不懂判断题的答案“{answer[:30]}”" if answer else "没有正确答案"
        asked.fault("answer", reason, "写“对”或“错”。")
        return ()
    home = {truth: letter for letter, truth in meant.items()}
    return tuple(
        DraftChoice(
            text, is_true is (id_ == "agree"), asked.markdown(f"feedback {home[id_ == 'agree']}"), id_
        )
        for id_, text in AGREE.items()
    )
