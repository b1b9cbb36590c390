"""The lines of a question paper → its questions with what belongs to each; nothing is judged yet."""

from collections.abc import Sequence
from dataclasses import replace

from portal.imports.draft import MOST_QUESTIONS, Problem
from portal.imports.word.choice_lines import (
    bullet_of,
    choice_of,
    choices_in,
    choices_within,
    feedback_of,
    is_choice_within,
)
from portal.imports.word.items import Item, Piece, quoted, spot
from portal.imports.word.key import Key
from portal.imports.word.lines import Line
from portal.imports.word.manner import Begin, Manner, rearranged
from portal.imports.word.patterns import (
    Label,
    heading_of,
    is_shared_material,
    key_of,
    label_within,
    labels_in,
    start_of,
)
from portal.imports.word.text import Rich, inserts_in, words_of
from portal.model.question_paper import CHOICE, MORE, PART, PROMPT, SOURCE
from portal.model.question_sheet import LETTERS

_SHORT = ("true_false", "blank")
"""Questions that are whole with their prompt."""


class Paper:
    """Takes a paper line by line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Read all lines."""
        self.items: list[Item] = []
        self.key = Key()
        self.problems: list[Problem] = []
        self._now: Item | None = None
        self._last: Piece | None = None
        """What a further paragraph would belong to."""
        self._type = ""
        self._section = 0
        self._unit = ""
        self._in_key = False
        self._skipping = False
        lines = [rearranged(line) for line in lines]
        self._manner = Manner(lines)
        for at, line in enumerate(lines):
            if len(self.items) > MOST_QUESTIONS:
                self._tell(line, f"一份文档最多 {MOST_QUESTIONS} 题，从这里起没有读", "分成几份导入。")
                break
            self._take(line, self._manner.begin_of(at + 1))

    def _tell(self, line: Line, reason: str, cure: str, *, warn: bool = False) -> None:
        reason = f"{quoted(words_of(line.rich))}：{reason}"
        self.problems.append(Problem(spot(line.row), reason, cure, "warning" if warn else "error"))

    def _take(self, line: Line, following: Begin) -> None:
        if line.style in (MORE, SOURCE) and self._last is not None and not self._in_key:
            self._go_on(line, line.rich)
        elif line.is_key or (not line.style and self._begins_key(line, following)):
            self._in_key, self._skipping = True, False
            self.key.take(line, self.problems)
        elif not (self._in_key and key_of(line.text, is_within=True)) and self._heads(line):
            return
        elif self._in_key:
            self.key.take(line, self.problems)
        elif not self._skipping:
            self._take_part(line, following)

    def _go_on(self, line: Line, rich: Rich) -> None:
        if self._last is not None:
            self._last.lines.append(rich)
            self._touch(line)

    def _touch(self, line: Line) -> None:
        if self._now is not None:
            self._now.last_row = max(self._now.last_row, line.row)

    def _begins_key(self, line: Line, following: Begin) -> bool:
        start = key_of(line.text) if self.items and line.marker.kind != "number" else None
        if start is None or self._in_key:
            return False
        if line.text[start[1] :].strip():
            return True
        has_answer = self._now is not None and "answer" in self._now.parts
        return following.is_key or following.is_start or has_answer

    def _heads(self, line: Line) -> bool:
        """Take the heading of a section; return whether the line is one."""
        if line.style:
            return False
        heading = heading_of(line.text, line.marker.kind == "section")
        if heading is None:
            return False
        if self._in_key:
            self.key.begin_section(heading.type)
            self.key.take(replace(line, rich=line.rich[heading.answers or len(line.text) :]), self.problems)
            return True
        self._skipping = heading.type == "other"
        if self._skipping:
            reason = "门户没有这种题型，这一部分没有读"
            self._tell(line, reason, "只收单选、多选、判断、填空；能改成这几种的再导入。", warn=True)
        self._type, self._now, self._last = heading.type, None, None
        self._section += 1
        return True

    def _take_part(self, line: Line, following: Begin) -> None:
        is_ours, is_free = line.style == PART, line.style not in (PROMPT, CHOICE)
        labels = labels_in(line.text, is_ours) if is_free else []
        if labels:
            self._label(line, labels)
        elif is_free and self._now and (found := feedback_of(line.text, is_ours)):
            self._open(self._now.feedback, found[0], line, line.rich[found[1] :])
        elif self._is_next(line):
            self._begin(line)
        elif self._choice(line, following):
            return
        else:
            self._plain(line, following)

    def _is_next(self, line: Line) -> bool:
        """Tell whether a line that begins like a question is one, and no list in the prompt before it."""
        now = self._now
        if not self._manner.starts(line):
            return False
        if self._type in _SHORT or now is None or now.prompt is not self._last:
            return True
        return line.style == PROMPT or not now.number or self._manner.number_of(line) > now.number

    def _begin(self, line: Line) -> None:
        found = start_of(line.text)
        number = line.marker.number if line.marker.kind == "number" else found[0] if found else 0
        rich = line.rich if line.marker.kind == "number" or not found else line.rich[found[1] :]
        self._add(line, rich, number)

    def _add(self, line: Line, rich: Rich, number: int = 0) -> None:
        if self._now is not None and number and number <= self._now.number:
            self._section += 1
        item = Item(Piece(line.row), number, self._section, self._type, self._unit, line.style == PROMPT)
        item.last_row = line.row
        self._now, self._last = item, item.prompt
        self.items.append(item)
        cut = len(rich.text) if item.is_ours else label_within(rich.text)
        within = [] if item.is_ours else choices_within(rich.text[:cut])
        end = within[0][1] if within else cut
        item.prompt.lines.append(rich[:end])
        for letter, _, words, stop in within:
            self._open(item.choices, letter, line, rich[words:stop])
        self._rest(replace(line, rich=rich), cut)

    def _open(self, holder: dict[str, Piece], name: str, line: Line, rich: Rich) -> None:
        """Begin a part of the present question."""
        if name in holder and holder[name].rich:
            what = f"选项 {name} " if name in LETTERS and len(name) == 1 else "这一项"
            self._tell(line, f"{what}在同一道题里出现了两次", "删掉一个；是另一道题就在前面写题号。")
        piece = holder[name] = Piece(line.row, [rich.strip()])
        self._last = piece
        self._touch(line)

    def _label(self, line: Line, labels: Sequence[Label]) -> None:
        for label in labels:
            rich = line.rich[label.start : label.end].strip()
            if label.part == "unit":
                self._unit, self._now, self._last = words_of(rich), None, None
            elif self._now is None:
                self._tell(line, "前面没有题目，不知道是哪一题的", "移到那道题下面，或者删掉。", warn=True)
                return
            elif label.part == "explanation" and label.part in self._now.parts:
                self._last = self._now.parts[label.part]
                self._go_on(line, rich)
            elif label.part:
                self._open(self._now.parts, label.part, line, rich)

    def _choice(self, line: Line, following: Begin) -> bool:
        """Take a line of choices; return whether it is one."""
        now = self._now
        if now is None or line.style == PROMPT:
            return False
        wanted = LETTERS[len(now.choices) : len(now.choices) + 1]
        if line.marker.kind == "letter" and wanted:
            self._open(now.choices, wanted, line, line.rich)
            return True
        if wanted and not line.style and (bullet := bullet_of(line.text)):
            rich = line.rich[bullet[1] :]
            self._open(now.choices, wanted, line, Rich.of("√") + rich if bullet[0] else rich)
            return True
        has_more = following.letter == "B" or is_choice_within("B", line.text)
        found = choice_of(line.text, wanted if wanted > "A" or has_more else "")
        if found and line.style == CHOICE:
            self._open(now.choices, found[0], line, line.rich[found[1] :])
        return bool(found and (line.style == CHOICE or self._several(line, *found, following)))

    def _several(self, line: Line, letter: str, start: int, following: Begin) -> bool:
        """Take the choices on a line; return whether they are any: `A、B 两人` are none."""
        if self._now is None:
            return False
        cut = label_within(line.text)
        head = line.rich[start:cut]
        found = list(choices_in(head.text, letter, following.letter))
        is_empty = len(found) > 1 and not all(head[words:end] for _, _, words, end in found)
        if is_empty or (letter == "A" and following.letter == "A"):
            return False
        for one, _, words, end in found:
            self._open(self._now.choices, one, line, head[words:end])
        self._rest(line, cut)
        return True

    def _rest(self, line: Line, cut: int) -> None:
        """Take the labelled parts that stand behind a prompt or choices."""
        if cut < len(line.text):
            self._label(replace(line, rich=line.rich[cut:]), labels_in(line.text[cut:]))

    def _plain(self, line: Line, following: Begin) -> None:
        """Take a line that does not say what it is."""
        now = self._now
        if is_shared_material(line.text) and (now is None or now.choices or now.parts):
            self._now, self._last = None, None
            reason = "几道题共用的材料没有读：门户里每道题要能单独看懂"
            self._tell(line, reason, "把材料写进每道题的题干，再删掉这一段。")
        elif line.is_title:
            self._now, self._last = None, None
        elif self._opens_unnumbered(line, following):
            self._add(line, line.rich)
        elif now is None:
            self._tell_of_pictures(line)
        elif self._last is not None and (now.may_go_on(self._last) or not self._last.rich):
            self._go_on(line, line.rich)
        else:
            cure = "是选项的一部分就接到上一行末尾；是解析就在前面写【解析】；不要的就删掉。"
            self._tell(line, "看不出这一段属于题干、选项还是解析", cure)

    def _tell_of_pictures(self, line: Line) -> None:
        if inserts_in(line.text) and self.items:
            self._tell(line, "这里的图或表格不知道是哪一题的", "移到那道题的题干里，或者删掉。")

    def _opens_unnumbered(self, line: Line, following: Begin) -> bool:
        """Tell whether a line is a prompt in a paper without numbers."""
        if self._manner.is_numbered:
            return False
        now, is_short = self._now, self._type in _SHORT
        is_done = now is None or now.choices or now.parts or is_short
        return bool(is_done and (now is not None or is_short or following.letter == "A"))
