"""Statements of a question paper that are right or wrong: which of both, however it is said."""

import re

from portal.imports.word.answers import in_prompt, letters_of, plain, standing_out, truth_in_prompt, unticked
from portal.imports.word.items import Item, Piece, Told
from portal.imports.word.text import Rich, words_of
from portal.model.question_words import truth_of


def truth_of_choice(piece: Piece) -> bool | None:
    """Return what a printed choice such as `B. 错` says, None if neither."""
    said = truth_of(plain(words_of(piece.rich)))
    return truth_of(plain(words_of(unticked(piece.rich)))) if said is None else said


def is_statement(item: Item, stated: str) -> bool:
    """Tell whether a question asks for right or wrong: its choices are these two, or its section says so."""
    truths = [truth_of_choice(piece) for piece in item.choices.values()]
    return sorted(map(str, truths)) == ["False", "True"] or (stated == "true_false" and not item.choices)


def judge(item: Item, prompt: Rich, told: Told) -> tuple[bool, Rich] | None:
    """Return (whether a statement is right, the statement without its answer); None if nobody can tell."""
    answer = plain(item.words("answer"))
    inside, bare = (None, prompt) if item.is_ours else truth_in_prompt(prompt)
    said = truth_of(re.sub(r"[。.;]$", "", answer)) if answer else inside
    letters = letters_of(answer)[0]
    if said is None and not answer and item.choices:
        letters, bare = _by_letter(item, bare)
    if len(letters) == 1 and letters in item.choices:
        said = truth_of_choice(item.choices[letters])
    if said is None:
        reason = f"判断题的答案写的是“{answer[:12]}”，看不出对错" if answer else "判断题没有答案"
        told.error(item, reason, "在下一行写【答案】对，或【答案】错。", item.row_of("answer"))
        return None
    if answer and inside is not None and inside != said:
        told.error(item, "题干里的对错记号和答案不一样", "看看哪一个是对的，改成一样。")
    return said, bare


def _by_letter(item: Item, prompt: Rich) -> tuple[str, Rich]:
    """Return (the letter of the printed choice that is marked, the statement without it)."""
    if found := in_prompt(prompt):
        return found[0], prompt.without(found[1], found[2]).strip()
    return standing_out(item.choices)[0], prompt
