"""Which class a label means. Joins two ways of writing only where they certainly mean the same class."""

import re
from dataclasses import dataclass
from functools import lru_cache

from portal.model.typed_text import clean

_NUMERALS = "一二三四五六七八九"
_BRACKETS = str.maketrans("[]【】〔〕{}〈〉《》", "()()()()()()")
_GRADED = re.compile(
    r"(?:(?P<stage>[初高]?)(?P<numeral>[一二三四五六七八九])(?:年级|年)?[(.·\-]?"
    r"|(?P<digits>1[0-2]|[1-9])(?:年级[(.·\-]?|\(|[.·\-](?=[0-9]+班$)))"
    r"0?(?P<number>[1-9][0-9]?)\)?班?"
)
"""五2班, 初一(2)班, 五年2班, 5(2)班, 5.2班; not 52班 and not 5.2, which may mean something else."""
_BEGINNING = re.compile(
    r"(?P<stage>[初高]?)(?P<numeral>[一二三四五六七八九])(?=年级|[(0-9])"
    r"|(?P<digits>1[0-2]|[1-9])(?=年级|\()"
)
_CHINESE_NUMBER = re.compile(r"(?<=[(级])([一二三四五六七八九])(?=\)?班?$)")


@dataclass(frozen=True)
class ClassLabel:
    """A class as its label tells it."""

    key: str
    """The same for all labels that certainly mean one class of a grade; empty for an empty label."""
    grades: tuple[int, ...] = ()
    """The grades the label may begin with; none where that is not certain."""

    def grade(self, lesson_grade: int) -> int:
        """Return the class's grade: the lesson's where the label allows it or says none."""
        if not self.grades or lesson_grade in self.grades:
            return lesson_grade
        alike = [grade for grade in self.grades if _stage(grade) == _stage(lesson_grade)]
        return (alike or self.grades)[0]

    def fits(self, lesson_grade: int) -> bool:
        """Tell whether a lesson for this grade is one for the class."""
        return not self.grades or lesson_grade in self.grades


def _stage(grade: int) -> int:
    """Primary, junior or senior."""
    return 0 if grade <= 6 else 1 if grade <= 9 else 2


def _grades(match: re.Match[str]) -> tuple[int, ...]:
    """Return the grades a beginning may mean, the likelier first.

    一(2)班 may stand in any school; 初一 is grade 6 where primary school has five years.
    """
    number = int(match["digits"]) if match["digits"] else _NUMERALS.index(match["numeral"]) + 1
    stage = match["stage"]
    if stage == "初":
        return tuple(grade for grade in (number + 6, number + 5) if 6 <= grade <= 9)
    if stage == "高":
        return (number + 9,) if number <= 3 else ()
    return (number, number + 6, number + 9) if number <= 3 else (number,)


def _without_brackets(text: str) -> str:
    """Drop brackets, except where two numbers would become one: 1(2)班 is not 12班."""
    return re.sub(r"(?<![0-9])[()]|[()](?![0-9])", "", text)


@lru_cache(maxsize=65536)
def class_of(label: str) -> ClassLabel:
    """Return which class a label means, full width, spaces and the kind of brackets aside."""
    text = clean(label).replace(" ", "").upper().translate(_BRACKETS)
    numbered = _CHINESE_NUMBER.sub(lambda match: str(_NUMERALS.index(match[1]) + 1), text)
    graded = _GRADED.fullmatch(numbered)
    beginning = graded or _BEGINNING.match(text)
    grades = _grades(beginning) if beginning else ()
    key = f"#{graded['number']}" if graded and grades else _without_brackets(text)
    return ClassLabel(key, grades)
