"""The texts of one foreign question → Markdown of a bank, whatever form they are in; with its pictures."""

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.imports.html_markdown import file_name, markdown_of
from portal.imports.literal import literal
from portal.model.moodle_markdown import from_moodle, with_gaps_from_moodle
from portal.model.picture import shape_of

LONGEST = 20_000
"""Characters that a text of a question may have; a page of a book has 800."""

TOO_LONG = ("有一段文字太长", "一段最多 2 万字；看看是不是少了空行或大括号，几道题连成了一道。")
"""Reason and cure of TooLongError."""

NO_WORDS = "〔写：图上有什么〕"
"""Stands for the words of a picture that has none; they are what somebody hears who cannot see it."""

_HTML = re.compile(
    r"</?(?:p|br|div|span|b|strong|i|em|u|s|sub|sup|ul|ol|li|table|img|a|font|code|pre|h[1-6])\b[^<>]*>|&#?\w+;",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"!\[((?:\\[^\n]|[^\[\]\\\n]){0,500})\]\((@@PLUGINFILE@@/[^\s()<>]{1,300})[^()\n]{0,200}\)"
)
_FORMULA = re.compile(r"\\\(|\\\[|\$\$")
_DATA = re.compile(r"data:image/\w{1,10};base64,")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|[\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


class TooLongError(Exception):
    """A text is longer, or more nested, than any question is."""


@dataclass
class ForeignText:
    """Turns the texts of one question into Markdown; remembers pictures and what had to be left out."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """What could not be taken along, each in a word."""
    wordless: bool = False
    """Whether a picture has no words."""
    formula: bool = False
    """Whether a text holds what Moodle would set as a formula."""
    _names: dict[bytes, str] = field(default_factory=dict)
    """Pictures so far → their names."""
    _files: Mapping[str, bytes] = field(default_factory=dict)

    def markdown(
        self, text: str, form: str, gaps: bool = False, files: Mapping[str, bytes] | None = None
    ) -> str:
        """Return a text of the form markdown, html, plain, or moodle (text in which HTML counts).

        `files` come with the text, by the names that it uses. Raises TooLongError.
        """
        self._files = files or {}
        text = _CONTROL.sub("", text)
        is_html = form == "html" or (form == "moodle" and bool(_HTML.search(text)))
        if not is_html and len(text) > LONGEST:
            raise TooLongError
        self.formula = self.formula or (form != "markdown" and bool(_FORMULA.search(text)))
        if form == "markdown":
            done = _REFERENCE.sub(self._again, from_moodle(text).strip())
            done = with_gaps_from_moodle(done) if gaps else done
        elif is_html:
            done = self._from_html(text if form == "html" else text.replace("\n", "<br>"), gaps)
        else:
            done = literal(text, gaps)
        if len(done) > LONGEST:
            raise TooLongError
        return done

    def _from_html(self, html: str, gaps: bool) -> str:
        try:
            text, left_out = markdown_of(html, self._picture, gaps)
        except ValueError as error:
            raise TooLongError from error
        self._leave_out(*left_out)
        return text

    def _again(self, found: re.Match[str]) -> str:
        name = file_name(found[2])
        return self._shown(name, found[1]) if name else found[0]

    def _picture(self, address: str, words: str) -> str:
        words = re.sub(r"\s+", " ", re.sub(r"([\\\[\]*_`])", r"\\\1", words)).strip()
        inside = _DATA.match(address[:40])
        if not inside:
            return self._shown(file_name(address), words)
        try:
            return self._shown("picture.png", words, b64decode(address[inside.end() :]))
        except ValueError:
            return self._shown("", words)

    def _shown(self, name: str, words: str, data: bytes = b"") -> str:
        data = data or self._files.get(name, b"")
        own = self._names.get(data) or self._own_name(name, data)
        if not own:
            self._leave_out("图片")
            return ""
        self.wordless = self.wordless or not words
        self._names[data] = own
        self.pictures[own] = data
        return f"![{words or NO_WORDS}]({own})"

    def _own_name(self, name: str, data: bytes) -> str:
        """Return the name of a picture as a bank may have it; empty for what is no picture."""
        shape = shape_of(data)
        if shape is None:
            return ""
        stem = _NOT_IN_NAMES.sub("-", name.rpartition(".")[0].lower()).strip("-")[:40].strip("-") or "picture"
        own, number = f"{stem}.{shape.format}", 2
        while own in self.pictures:
            own, number = f"{stem}-{number}.{shape.format}", number + 1
        return own

    def _leave_out(self, *words: str) -> None:
        self.left_out += [word for word in dict.fromkeys(words) if word not in self.left_out]
