"""A question as it stands on paper: its texts and the paragraphs in which they begin."""

from dataclasses import dataclass, field

from portal.imports.draft import Problem, Spot
from portal.imports.word.text import Rich, joined, words_of


def spot(row: int) -> Spot:
    """Return the place of a paragraph."""
    return Spot(row=row, unit="段")


def quoted(text: str) -> str:
    """Return the beginning of a text, by which a person finds it."""
    words = " ".join(text.split())
    return f"“{words[:14]}…”" if len(words) > 14 else f"“{words}”"


@dataclass
class Piece:
    """A text of a question and the paragraph in which it begins."""

    row: int
    lines: list[Rich] = field(default_factory=list)

    @property
    def rich(self) -> Rich:
        """The whole text."""
        return joined((line for line in self.lines if line), "\n")


@dataclass
class Item:
    """A question as it stands on paper."""

    prompt: Piece
    number: int = 0
    section: int = 0
    """Which section of the paper it is in, from 0."""
    type: str = ""
    """What the section's heading says."""
    unit: str = ""
    is_ours: bool = False
    """Its prompt stands in a paragraph of our style."""
    choices: dict[str, Piece] = field(default_factory=dict)
    parts: dict[str, Piece] = field(default_factory=dict)
    feedback: dict[str, Piece] = field(default_factory=dict)
    last_row: int = 0

    @property
    def row(self) -> int:
        """The paragraph in which the question begins."""
        return self.prompt.row

    def may_go_on(self, piece: Piece) -> bool:
        """Tell whether a text of this question may have several paragraphs."""
        long = (self.prompt, self.parts.get("explanation"), *self.feedback.values())
        return any(piece is one for one in long)

    def words(self, part: str) -> str:
        """Return the words of a labelled part, empty if there is none."""
        return words_of(self.parts[part].rich) if part in self.parts else ""

    def row_of(self, part: str) -> int:
        """Return the paragraph of a labelled part; of the question if there is none."""
        return self.parts[part].row if part in self.parts else self.row


@dataclass
class Told:
    """Gathers what is wrong with questions."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, item: Item, reason: str, cure: str, row: int = 0) -> None:
        """Note what has to be changed."""
        words = quoted(words_of(item.prompt.rich))
        self.problems.append(Problem(spot(row or item.row), f"{words}：{reason}", cure))

    def warning(self, item: Item, reason: str, cure: str, row: int = 0) -> None:
        """Note what its author should know."""
        words = quoted(words_of(item.prompt.rich))
        self.problems.append(Problem(spot(row or item.row), f"{words}：{reason}", cure, "warning"))
