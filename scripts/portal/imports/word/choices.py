"""Which choices of a question on paper are right, and what is wrong with its choices and its answer."""

import re
from dataclasses import dataclass

from portal.imports.word.answers import ROOM, SAID, in_prompt, letters_of, plain, standing_out, with_room
from portal.imports.word.items import Item, Told
from portal.imports.word.text import Rich, words_of
from portal.model.question_sheet import LETTERS

_SO = re.compile(r"故(?:本题)?(?:答案)?(?:选|为|是)(?:择)?\s*:?\s*([A-L]+)(?=[\s.。,;]|$)")
_ASKS_FOR_MORE = re.compile(r"[（(【\[][^)）】\]]{0,6}(?:多选|不定项)[^)）】\]]{0,8}[)）】\]]")


@dataclass
class Chosen:
    """A question of choices, with its answer understood."""

    type: str
    """single or multiple."""
    prompt: Rich
    """Without the answer that stood in it."""
    letters: str
    """Of the right choices."""
    by_looks: str = ""
    """What told which are right, if nothing but their looks did."""


def choose(item: Item, prompt: Rich, stated: str, told: Told) -> Chosen | None:
    """Return which choices are right, None when that cannot be understood."""
    if not _are_whole(item, told):
        return None
    chosen = _answered(item, prompt, told)
    if chosen is None:
        return None
    letters = chosen.letters
    chosen.type = stated if stated in ("single", "multiple") else "multiple" if len(letters) > 1 else "single"
    if not stated and len(letters) == 1 and _ASKS_FOR_MORE.search(prompt.text):
        chosen.type = "multiple"
    _judge_count(item, chosen, told)
    if not item.is_ours:
        chosen.prompt = with_room(chosen.prompt)
    return chosen


def _are_whole(item: Item, told: Told) -> bool:
    letters = "".join(sorted(item.choices))
    if len(letters) < 2:
        told.error(item, f"只有一个选项 {letters}", "至少写两个选项，每个一行，前面写 A. B.。")
    elif letters != LETTERS[: len(letters)]:
        missing = next(letter for letter in LETTERS if letter not in letters)
        told.error(item, f"选项是 {'、'.join(letters)}，缺 {missing}", "补上，或者把后面的字母改成接着的。")
    else:
        return True
    return False


def _judge_count(item: Item, chosen: Chosen, told: Told) -> None:
    letters, row = chosen.letters, item.row_of("answer")
    if chosen.type == "single" and len(letters) > 1:
        cure = "只留一个；真有几个都对，就移到多选题里，或者写【题型】多选题。"
        told.error(item, f"单选题的答案有 {len(letters)} 个：{letters}", cure, row)
    elif chosen.type == "multiple" and len(letters) < 2:
        cure = "补全答案；本来就一个，就移到单选题里，或者写【题型】单选题。"
        told.error(item, f"多选题的答案只有 {letters}", cure, row)
    elif chosen.type == "multiple" and len(letters) == len(item.choices):
        told.error(item, "多选题的选项全部正确", "至少有一个选项是错的，或者改问法。", row)


def _answered(item: Item, prompt: Rich, told: Told) -> Chosen | None:
    answer = item.words("answer") or _concluded(item)
    inside = None if item.is_ours else in_prompt(prompt)
    if answer:
        letters = _from_label(item, answer, told)
        if inside and inside[0] == letters:
            prompt = prompt.without(inside[1], inside[2], ROOM)
        chosen = Chosen("", prompt, letters)
    elif inside and inside[0]:
        chosen = Chosen("", prompt.without(inside[1], inside[2], ROOM), inside[0])
    else:
        chosen = Chosen("", prompt, *_by_looks(item, told))
    if not chosen.letters:
        return None
    unknown = [letter for letter in chosen.letters if letter not in item.choices]
    if unknown:
        cure = f"只有 {'、'.join(item.choices)}；改答案，或者补选项。"
        reason = f"答案是 {chosen.letters}，选项里没有 {'、'.join(unknown)}"
        told.error(item, reason, cure, item.row_of("answer"))
    return None if unknown else chosen


def _concluded(item: Item) -> str:
    """Return the letters to which an explanation comes: `故选 B。`"""
    found = _SO.findall(plain(item.words("explanation")))
    return str(found[-1]) if found else ""


def _by_looks(item: Item, told: Told) -> tuple[str, str]:
    letters, by_looks = standing_out(item.choices)
    if not letters:
        told.error(item, "没有答案", "在选项下面写一行【答案】和字母，如【答案】B。")
        return "", ""
    if by_looks == SAID:
        return letters, by_looks
    cure = f"核对一下；为保险起见，在选项下面写【答案】{letters}。"
    told.warning(item, f"没有写答案，按选项的{by_looks}读成 {letters}", cure)
    return letters, by_looks


def _from_label(item: Item, answer: str, told: Told) -> str:
    letters, rest = letters_of(answer)
    texts = {letter: plain(words_of(piece.rich)).rstrip("。.") for letter, piece in item.choices.items()}
    row = item.row_of("answer")
    if letters:
        said = [part for part in re.split(r"[;；,，\s]+", rest.rstrip("。.;")) if part]
        if len(rest) > 3 and not all(any(part in text for text in texts.values()) for part in said):
            cure = "是解析就另起一行，前面写【解析】。"
            told.warning(item, f"答案后面的“{rest[:12]}”没有读", cure, row)
        return letters
    wanted = plain(answer).rstrip("。.")
    same = [letter for letter, text in texts.items() if text == wanted]
    if not same:
        cure = "写字母，如【答案】B；几个就连着写。"
        told.error(item, f"答案写的是“{answer[:12]}”，不是选项的字母", cure, row)
    return "".join(same)
