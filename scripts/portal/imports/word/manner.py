"""The manner of a paper: how its questions are numbered; and with what its lines begin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from portal.imports.word.choice_lines import choice_of, letter_of
from portal.imports.word.lines import Line
from portal.imports.word.patterns import bracket_before, heading_of, is_list_of_answers, start_of
from portal.model.question_paper import PROMPT


@dataclass(frozen=True)
class Begin:
    """What the line after the present one begins with."""

    letter: str = ""
    """Of a choice, or just the first sign."""
    is_start: bool = False
    """It is a question or a heading."""
    is_key: bool = False
    """It lists answers."""


class Manner:
    """What can be told of a paper before its questions are taken apart."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Look at all lines."""
        self._lines = lines
        self._has_ours = any(line.style == PROMPT for line in lines)
        found = [start_of(line.text.strip()) for line in lines]
        is_counted = any(line.marker.kind == "number" for line in lines)
        self._brackets_count = not is_counted and not any(start and not start[2] for start in found)
        self.is_numbered = is_counted or self._has_ours or any(found)
        """False: questions begin wherever one is done and another line follows."""

    def starts(self, line: Line) -> bool:
        """Tell whether a line begins like a question."""
        if line.style == PROMPT or line.marker.kind == "number":
            return True
        found = start_of(line.text)
        if not found or (line.is_title and self._has_ours):
            return False
        return self._brackets_count or not found[2]

    @staticmethod
    def number_of(line: Line) -> int:
        """Return the number before a question, 0 if it has none."""
        if line.marker.kind == "number":
            return line.marker.number
        found = start_of(line.text)
        return found[0] if found else 0

    def begin_of(self, at: int) -> Begin:
        """Return what a line begins with; of the line behind the last one, nothing."""
        if at >= len(self._lines):
            return Begin()
        line = self._lines[at]
        text = line.text.strip()
        found = choice_of(text)
        letter = "A" if line.marker.kind == "letter" else found[0] if found else letter_of(text[:1] or " ")
        is_heading = heading_of(text, line.marker.kind == "section") is not None
        is_start = is_heading or line.marker.kind == "number" or start_of(text) is not None
        return Begin(letter, is_start, line.is_key or is_list_of_answers(text))


def rearranged(line: Line) -> Line:
    """Return a line without blanks at its ends, and `（√）1. …` as `1. …（√）`."""
    rich = line.rich.strip()
    if not line.style and (cut := bracket_before(rich.text)):
        rich = rich[cut:] + rich[:cut].strip()
    return replace(line, rich=rich)
