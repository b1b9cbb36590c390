"""The list of answers at the end of a paper: `1-5 BACDA`, `6.ABD 7.√`, or a line for each question."""

import re
from dataclasses import dataclass, field

from portal.imports.draft import Problem, Spot
from portal.imports.word.lines import Line
from portal.imports.word.patterns import key_of, label_within, labels_in
from portal.imports.word.text import Rich, words_of

_RUN = re.compile(r"(\d{1,4})\s*[-–—−~～至到]{1,2}\s*(\d{1,4})\s*题?\s*[.．、:：)）]?\s*")
_NUMBER = re.compile(
    r"(?:^|(?<=[\s,，;；。、√×A-LＡ-Ｌ对错)）]))第?(\d{1,4})\s*(?:题\s*[.．、:：)）]?|[.．](?!\d)|[、:：)）]|(?=\s*[A-LＡ-Ｌ√×]))\s*"
)
_SPLIT = re.compile(r"[\s,，、;；/]+")
_ANSWER_SIGNS = re.compile(r"[A-LＡ-Ｌ√×✓✗✔✘对错TFtf]+")


@dataclass
class Entry:
    """The answer of one question."""

    row: int
    group: int
    """Which run of rising numbers it is in, from 0."""
    type: str
    number: int
    answer: Rich
    parts: dict[str, list[Rich]] = field(default_factory=dict)


class Key:
    """Takes a list of answers line by line."""

    def __init__(self) -> None:
        """Begin without answers."""
        self.entries: list[Entry] = []
        self._group = 0
        self._type = ""
        self._fresh = True
        self._part = ""

    def begin_section(self, type_: str) -> None:
        """Note the heading of a section."""
        if not self._fresh:
            self._group += 1
        self._type, self._fresh = type_, True

    def take(self, line: Line, problems: list[Problem]) -> None:
        """Take a line of answers."""
        rich = line.rich
        start = (
            key_of(rich.text, is_within=True) if line.marker.kind != "number" and not line.is_key else None
        )
        if start is not None:
            rich = rich[start[1] :].strip()
            self.begin_section(start[0])
        if not rich:
            return
        if line.marker.kind == "number":
            self._one(line.row, line.marker.number, rich)
        elif _RUN.match(rich.text):
            self._runs(line.row, rich, problems)
        elif found := _NUMBER.match(rich.text):
            self._several(line.row, rich, found)
        else:
            self._more(rich)

    def _one(self, row: int, number: int, rich: Rich) -> None:
        """Take the answer of one question, with what is labelled behind it."""
        if not self._fresh and self.entries and number <= self.entries[-1].number:
            self._group += 1
        self._fresh = False
        cut = 0 if labels_in(rich.text) else label_within(rich.text)
        entry = Entry(row, self._group, self._type, number, rich[:cut].strip())
        self.entries.append(entry)
        self._part = ""
        self._labels(entry, rich[cut:])

    def _labels(self, entry: Entry, rich: Rich) -> None:
        for label in labels_in(rich.text):
            text = rich[label.start : label.end].strip()
            self._part = label.part
            if label.part == "answer":
                entry.answer = text
            elif label.part:
                entry.parts[label.part] = [text]

    def _more(self, rich: Rich) -> None:
        """Take a line that goes on with what stands before it."""
        if not self.entries:
            return
        entry = self.entries[-1]
        if labels_in(rich.text):
            self._labels(entry, rich)
        elif self._part and self._part in entry.parts:
            entry.parts[self._part].append(rich)
        elif not entry.answer:
            entry.answer = rich
        else:
            self._part = "explanation"
            entry.parts.setdefault("explanation", []).append(rich)

    def _several(self, row: int, rich: Rich, first: re.Match[str]) -> None:
        """Take a line with the answers of one or more questions, each behind its number."""
        starts = [(int(first[1]), first.start(), first.end())]
        stop = label_within(rich.text)
        for found in _NUMBER.finditer(rich.text, first.end(), stop):
            if int(found[1]) == starts[-1][0] + 1:
                starts.append((int(found[1]), found.start(), found.end()))
        ends = [start for _, start, _ in starts[1:]] + [len(rich.text)]
        for (number, _, begin), end in zip(starts, ends, strict=True):
            self._one(row, number, _bare(rich[begin:end]) if len(starts) > 1 else rich[begin:end].strip())

    def _runs(self, row: int, rich: Rich, problems: list[Problem]) -> None:
        """Take a line such as `1-5 BACDA 6-10 ABDCC 11.AB`."""
        found = list(_RUN.finditer(rich.text))
        ends = [match.start() for match in found[1:]] + [len(rich.text)]
        for match, end in zip(found, ends, strict=True):
            later = _NUMBER.search(rich.text, match.end(), end)
            middle = later.start() if later and int(later[1]) == int(match[2]) + 1 else end
            self._run(row, rich[match.start() : middle], problems)
            if rest := _NUMBER.match(rich.text[middle:end]):
                self._several(row, rich[middle:end], rest)

    def _run(self, row: int, rich: Rich, problems: list[Problem]) -> None:
        """Take what begins like `1-5 BACDA`."""
        match = _RUN.match(rich.text)
        if not match:
            return
        first, last = int(match[1]), int(match[2])
        answers = _answers(rich.text[match.end() :], last - first + 1)
        if not answers:
            reason = f"“{words_of(rich)[:30]}”：答案的个数和题号对不上"
            cure = f"{first} 到 {last} 要有 {max(last - first + 1, 0)} 个答案；多选题的答案之间空一格。"
            problems.append(Problem(Spot(row=row, unit="段"), reason, cure))
        for number, answer in enumerate(answers, first):
            self._one(row, number, Rich.of(answer))


def _bare(rich: Rich) -> Rich:
    text = rich.text.rstrip(" \t　,，;；。、")
    return rich[: len(text)].strip()


def _answers(text: str, count: int) -> list[str]:
    """Return the answers of a run, empty if there are not that many."""
    if not 0 < count <= 500:
        return []
    apart = [part for part in _SPLIT.split(text.strip(" \t　,，、;；。.")) if part]
    if len(apart) == count:
        return apart
    close = "".join(apart)
    is_plain = _ANSWER_SIGNS.fullmatch(close) is not None
    return list(close) if is_plain and len(close) == count else []
