"""GIFT (https://docs.moodle.org/en/GIFT_format), Moodle's questions as text: read, ids put back, marked."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path

from portal.imports.answers import Answers, finished, with_choice_ids, with_gap
from portal.imports.draft import MOST_QUESTIONS, Draft, Named, Problem, Reading, Spot
from portal.imports.foreign_text import TOO_LONG, ForeignText, TooLongError
from portal.imports.gift.answers import answers_of
from portal.imports.gift.blocks import Block, Parts, blocks_of, brace_fault, format_of, parts_of
from portal.imports.literal import one_line
from portal.imports.names import own_id, unit_named
from portal.imports.text_file import decoded, read_bytes, write_whole
from portal.model.bank import GAP
from portal.model.gift_signs import CHANGE, shown
from portal.model.question_tags import told_by

_ID = re.compile(r"\[id:((?:\\\]|[^\]]){1,200})\]")
_IDS = re.compile(r"\[ids:([^\]]{0,600})\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]]){1,200})\]")
_NAMES = re.compile(r"\s*\[(?:id:(?:\\\]|[^\]]){1,200}|ids:[^\]]{0,600})\]")
_ENDS_A_SENTENCE = re.compile(r"[。？！?!.：:）)”]\s*$")
_NO_PICTURE = "GIFT 带不了图：在 Moodle 里改用 Moodle XML 导出，或者删去图。"


def read_gift(path: Path) -> Reading:
    """Return all questions of a file and all that is wrong with them.

    Raises PortalError when the file cannot be opened or is no text.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for number, block in enumerate(blocks_of(decoded(read_bytes(path), path).text)):
        if number == MOST_QUESTIONS:
            reason = f"题太多，一个文件最多 {MOST_QUESTIONS} 道"
            problems.append(Problem(Spot(row=block.line), reason, "把它分成几个文件，再分别导入。"))
            break
        draft, found = _question(block)
        problems += found
        if draft:
            drafts.append(draft)
    if not drafts and not problems:
        cure = "一道题这样写：题干 {=对的 ~不对的}；两题之间空一行。"
        problems.append(Problem(Spot(), "文件里没有题", cure))
    return Reading(tuple(drafts), tuple(problems))


def _question(block: Block) -> tuple[Draft | None, list[Problem]]:
    """Return a question as far as it can be understood, and what is wrong with it."""
    if fault := brace_fault(block):
        return None, [Problem(Spot(row=fault[0]), *fault[1:])]
    parts = parts_of(block)
    texts = ForeignText()
    try:
        answers = answers_of(parts.inside, parts.form, lambda text, form: _told(text, form, texts))
        draft = _draft(block, parts, answers, texts)
    except TooLongError:
        return None, [Problem(Spot(row=block.line), *TOO_LONG)]
    ids = _IDS.search("\n".join(block.comments))
    return finished(draft, with_choice_ids(answers, ids[1].split() if ids else ()), texts, _NO_PICTURE)


def _told(text: str, form: str, texts: ForeignText, gaps: bool = False) -> str:
    """Return a text whose signs are hidden as Markdown; a line that merely goes on in the next one is one."""
    form = form or "moodle"
    text = one_line(text) if form in ("moodle", "plain") else text
    return texts.markdown(shown(text), form, gaps)


def _draft(block: Block, parts: Parts, answers: Answers, texts: ForeignText) -> Draft:
    """Return a question with everything but its answers."""
    comments = "\n".join(block.comments)
    told = told_by(tag.replace("\\]", "]") for tag in _TAG.findall(comments))
    named = _ID.search(comments)
    own = own_id(named[1] if named else "") or own_id(parts.title, full=True)
    form, explanation = format_of(parts.explanation)
    return Draft(
        Spot(row=block.line),
        _prompt(parts, answers, texts),
        told.type,
        explanation=_told(explanation, form or parts.form, texts),
        difficulty=told.difficulty,
        objective=told.objective,
        status=told.status,
        id=own,
        unit=own.rpartition("/")[0] or unit_named(block.category),
        replaces=told.replaces,
    )


def _prompt(parts: Parts, answers: Answers, texts: ForeignText) -> str:
    """Return the prompt; answers in the middle of a sentence leave a gap there."""
    is_blank = answers.type == "blank"
    before, after = parts.before, parts.after
    if after.strip() and (re.search(r"\w", after) or not _ENDS_A_SENTENCE.search(before)):
        gap = GAP if is_blank or parts.form != "markdown" else GAP.replace("_", "\\_")
        before = before + ("" if answers.type == "true_false" else gap) + after
    return with_gap(_told(before, parts.form, texts, is_blank), answers)


def write_ids_gift(source: Path, named: Sequence[Named], out: Path) -> None:
    """Write the same file with the permanent ids in it, as comments that Moodle takes over (`[id:…]`).

    A question without a title gets its id for one. Raises PortalError when a file cannot be read or written.
    """
    file = decoded(read_bytes(source), source)
    ids = {one.spot.row: one for one in named}
    edits: dict[int, list[str]] = {}
    for block in blocks_of(file.text):
        if one := ids.get(block.line):
            edits |= {number: [] for number, line in block.numbered() if _only_names(line)}
            line = block.lines[block.line - block.first]
            title = "" if line.lstrip().startswith("::") else f"::{one.id}::"
            choices = [f"// [ids:{' '.join(one.choices)}]"] if one.choices else []
            edits[block.line] = [f"// [id:{one.id}]", *choices, title + line]
            edits |= {
                number: [_NAMES.sub("", line)]
                for number, line in block.numbered()
                if number < block.line and not _only_names(line)
            }
    write_whole(out, file.bytes_of(_edited(file.text, edits)))


def mark_gift(source: Path, problems: Sequence[Problem], out: Path) -> None:
    """Write a copy with a comment before each question that should be changed.

    Raises PortalError when a file cannot be read or written.
    """
    file = decoded(read_bytes(source), source)
    firsts = [block.first for block in blocks_of(file.text)]
    lines = file.text.split("\n")
    edits: dict[int, list[str]] = {}
    for problem in sorted(problems, reverse=True):
        first = firsts[place - 1] if (place := bisect_right(firsts, problem.spot.row)) else 1
        there = edits.setdefault(first, [lines[first - 1]])
        there.insert(0, f"{CHANGE}{problem.spot}，{problem.reason}。{problem.cure}")
    write_whole(out, file.bytes_of(_edited(file.text, edits)))


def _only_names(line: str) -> bool:
    """Tell whether a comment holds ids and nothing else."""
    is_comment = line.lstrip().startswith("//")
    return is_comment and bool(_NAMES.search(line)) and not _NAMES.sub("", line).strip(" /\t")


def _edited(text: str, edits: Mapping[int, Sequence[str]]) -> str:
    """Return a text with other lines in place of some, and without the marks of an earlier copy."""
    done: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.lstrip().startswith(CHANGE):
            done += edits.get(number, [line])
        else:
            done += [one for one in edits.get(number, ()) if one != line]
    return "\n".join(done)
