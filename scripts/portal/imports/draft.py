"""What every reader of foreign files returns: questions without a home yet, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.model.finding import Severity

LIMIT = 50_000_000
"""Bytes that a file, or what it unpacks to, may have; more is refused before it fills the memory."""

MOST_QUESTIONS = 20_000
"""Questions that one file may hold."""


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a foreign file, as the person who made it would look for it."""

    part: str = ""
    """Name of the sheet; empty where the format has none."""
    row: int = 0
    """Row, line, paragraph or question, counted from 1; 0: the file or the part as a whole."""
    column: str = ""
    """Letter of the column."""
    unit: str = field(default="行", compare=False)
    """What `row` counts: 行, 段 (paragraphs of Word), 题 (questions of Moodle XML)."""

    def __str__(self) -> str:
        """Such as `工作表“单选题”第 5 行 D 列`, `第 12 段`."""
        part = f"工作表“{self.part}”" if self.part else ""
        row = f"第 {self.row} {self.unit}" if self.row else ""
        column = f" {self.column} 列" if self.column else ""
        return f"{part}{row}{column}" or "整个文件"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing in a foreign file that its author should change, or should know (warning)."""

    spot: Spot
    reason: str
    cure: str
    severity: Severity = field(default="error", compare=False)


@dataclass(frozen=True)
class DraftChoice:
    """A choice as the file gives it."""

    text: str
    correct: bool = False
    feedback: str = ""
    id: str = ""
    """Its permanent id, if the file carries one."""


@dataclass(frozen=True)
class Draft:
    """A question as the file gives it: texts tidied, answer understood, everything else still open."""

    spot: Spot
    prompt: str
    """Markdown; each gap is four underscores."""
    type: str = ""
    """single, multiple, true_false or blank."""
    choices: tuple[DraftChoice, ...] = ()
    accept: tuple[tuple[str, ...], ...] = ()
    """Accepted answers of each gap."""
    explanation: str = ""
    difficulty: int | None = None
    """1 to 3."""
    objective: str = ""
    """As the file says it: a slug of the unit's objectives, its words, or a knowledge point."""
    status: str = ""
    """draft, published, retired; empty when the file does not say."""
    id: str = ""
    """Its permanent id if the file carries one: `slug`, or `unit-id/slug`."""
    unit: str = ""
    """The unit it belongs to if the file says so: id, slug or title."""
    replaces: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """File name as the Markdown above uses it (`![…](name.png)`) → what the file holds."""


@dataclass(frozen=True)
class Reading:
    """Everything that could be read from a file, and everything that is wrong with it."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Named:
    """The permanent ids of a question that was taken in, to be written back where it came from."""

    spot: Spot
    id: str
    """Full id, `unit-id/slug`."""
    choices: tuple[str, ...] = ()
    """Ids of its choices, in the order of the file."""
