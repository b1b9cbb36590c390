"""Walks `docs/` and `quizzes/` and builds the catalogue: the folder tells the kind of a file."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from portal.collector import collector_resting
from portal.errors import PortalError, said
from portal.load.complaints import complaints
from portal.load.issuers import issuer_of
from portal.load.kept import Kept, text_of
from portal.load.kinds import front_kind, page_made
from portal.load.markdown import parse_body, split_front
from portal.load.markdown_form import MARKDOWN, markdown_findings
from portal.load.marked_yaml import read_yaml
from portal.load.pictures import look_at_pictures
from portal.model.bank import Bank, BankFront
from portal.model.blueprint import Blueprint, BlueprintFront
from portal.model.body import Body
from portal.model.calendar_page import Calendar
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.guide import Guide
from portal.model.lesson import Grade, Lesson
from portal.model.marks import Marks
from portal.model.search_terms import Terms
from portal.model.track import Track
from portal.model.unit import Unit

Front = TypeVar("Front", bound=BaseModel)

_MAKERS_ONLY = ("_includes/", "_templates/")
_OTHER_MARKDOWN = (".markdown", ".mdown", ".mkdn", ".mkd", ".MD")
"""Endings that MkDocs takes for pages or copies as they are; ours end in `.md`."""


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what was wrong with the form of the files."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]


class _Reader:
    """Reads single files, each once as long as it stays the same; gathers the findings on their form."""

    def __init__(self, root: Path, kept: Kept) -> None:
        self.root, self.kept = root, kept
        self.findings: list[Finding] = []
        self.unread: set[str] = set()
        self.digests: dict[str, bytes] = {}

    def fail(self, place: Place, code: str, reason: str, cure: str) -> None:
        self.findings.append(Finding(place, code, reason, cure))
        self.unread.add(place.path)

    def file(self, path: str, make: Callable[["_Reader", str, str], Any]) -> Any:
        """Return what `make` makes of a file's text; None for a file that is no text."""
        try:
            raw = self.kept.bytes_of(self.root, path)
        except OSError as error:
            self.fail(
                Place(path), "F108", f"文件打不开：{said(error)}", "检查它的权限；是链接就换成文件本身。"
            )
            return None

        def read() -> tuple[Any, list[Finding], set[str]]:
            alone = _Reader(self.root, self.kept)
            text = alone.text(raw, path)
            return None if text is None else make(alone, text, path), alone.findings, alone.unread

        self.digests[path] = self.kept.digest(path)
        made, findings, unread = self.kept.made("content", path, raw, read)
        self.findings += findings
        self.unread |= unread
        return made

    def text(self, raw: bytes, path: str) -> str | None:
        try:
            return text_of(raw)
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            cure = "用编辑器“另存为”，编码选 UTF-8。"
            self.fail(Place(path, line), "F106", "文件不是 UTF-8 编码（可能是 GBK）", cure)
            return None

    def front(self, text: str, path: str, first: int, kind: type[Front]) -> tuple[Front | None, Marks]:
        marked = read_yaml(text, path, first)
        self.findings += marked.findings
        if marked.data is None and marked.findings:
            self.unread.add(path)
            return None, marked.marks
        try:
            return kind.model_validate(marked.data or {}), marked.marks
        except ValidationError as error:
            self.findings += complaints(error, kind, marked.marks)
            self.unread.add(path)
            return None, marked.marks

    def page(self, text: str, path: str, kind: type[Front]) -> tuple[Front, Body, Marks] | None:
        front_text, markdown, line = split_front(text)
        if front_text is None:
            cure = "在文件最前面写两行 ---，中间写 title、status 等字段；或用 portal new 新建。"
            self.fail(Place(path), "F107", "没有页首信息（front matter）", cure)
            return None
        front, marks = self.front(front_text, path, 2, kind)
        return (front, parse_body(markdown, line), marks) if front else None


def _page(reader: _Reader, text: str, path: str) -> Any:
    parts = PurePosixPath(path).parts[1:]
    read = reader.page(text, path, front_kind(parts))
    return page_made(parts, *read) if read else None


def _bank(reader: _Reader, text: str, path: str) -> Bank | None:
    front, marks = reader.front(text, path, 1, BankFront)
    _, track, name = PurePosixPath(path).parts
    return Bank(track, name.removesuffix(".yml"), front.questions, marks) if front else None


def _blueprint(reader: _Reader, text: str, path: str) -> Blueprint | None:
    front, marks = reader.front(text, path, 1, BlueprintFront)
    return Blueprint(PurePosixPath(path).stem, front, marks) if front else None


def _question_paths(root: Path) -> tuple[list[str], list[str]]:
    """Return the paths of all banks, and of all blueprints: they stand in `exams/`."""
    files = [file.relative_to(root).as_posix() for file in sorted((root / "quizzes").glob("*/*.yml"))]
    exams = [path for path in files if path.startswith("quizzes/exams/")]
    return [path for path in files if path not in exams], exams


def _include(reader: _Reader, text: str, path: str) -> Body:
    return parse_body(text, 1)


def _includes(reader: _Reader, files: list[str]) -> Iterator[tuple[str, Body]]:
    """Yield (name, text) of what other pages include; a drawing has no text."""
    for file in files:
        if file.startswith("_includes/"):
            read = reader.file(f"docs/{file}", _include) if file.endswith(".md") else None
            yield file.removeprefix("_includes/"), read or parse_body("", 1)


def _slips(reader: _Reader, files: list[str]) -> Iterator[Finding]:
    """Yield the slips in the Markdown of files that could be read; only changed ones are looked through."""
    known: dict[str, tuple[bytes, list[Finding] | None]] = {}
    for path in (f"docs/{file}" for file in files if file.endswith(MARKDOWN)):
        with suppress(OSError):
            raw = reader.kept.bytes_of(reader.root, path)
            known[path] = raw, reader.kept.find("slips", path, raw)
    new = [path for path, (_, slips) in known.items() if slips is None]
    found = markdown_findings(reader.root, new) if new else {}
    for path, (raw, _) in known.items():
        slips = reader.kept.made("slips", path, raw, partial(found.get, path, []))
        yield from () if path in reader.unread else slips


def _walk(reader: _Reader, docs: Path) -> Iterator[str]:
    """Yield the paths of all files below `docs/`; tell of what MkDocs would take for a page and we not."""
    for file in docs.rglob("*"):
        path = file.relative_to(docs).as_posix()
        is_link = file.is_symlink() and not file.is_file() and not file.name.startswith(".")
        if is_link:
            cure = "把文件本身放到这里；链接换一台电脑就断了。"
            reader.fail(Place(f"docs/{path}"), "F108", "是指向文件夹的链接，或链接断了", cure)
        elif path.endswith(_OTHER_MARKDOWN) and not path.startswith(_MAKERS_ONLY):
            reader.fail(Place(f"docs/{path}"), "F109", "页面文件的后缀不是 .md", "把后缀改成小写的 .md。")
        elif file.is_file():
            yield path


def _by_kind(made: list[Any]) -> dict[str, Any]:
    """Return the fields of the catalogue that hold pages."""

    def of(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(page for page in made if isinstance(page, kind))

    return {
        "tracks": of(Track),
        "units": of(Unit),
        "grades": of(Grade),
        "lessons": of(Lesson),
        "guides": of(Guide),
        "calendar": next(iter(of(Calendar)), None),
        "terms": next(iter(of(Terms)), None),
    }


@collector_resting()
def load(root: Path, cache: Kept | None = None) -> Loaded:
    """Read all content below a project folder; with the cache of an earlier call, only what changed since.

    Raises PortalError when there is no `docs/` folder in it.
    """
    docs = root / "docs"
    if not docs.is_dir():
        raise PortalError(f"{root} 里没有 docs 文件夹。请在门户的项目文件夹里运行。")
    reader = _Reader(root, cache or Kept())
    files = sorted(_walk(reader, docs))
    made = [
        reader.file(f"docs/{file}", _page)
        for file in files
        if file.endswith(".md") and not file.startswith(_MAKERS_ONLY)
    ]
    blocks = dict(_includes(reader, files))
    bank_paths, exam_paths = _question_paths(root)
    catalogue = Catalogue(
        **_by_kind(made),
        banks=tuple(bank for path in bank_paths if (bank := reader.file(path, _bank))),
        blueprints=tuple(one for path in exam_paths if (one := reader.file(path, _blueprint))),
        **issuer_of(reader, files),
        includes=blocks,
        files=frozenset(files),
        pictures=dict(look_at_pictures(docs, files)),
        unread=frozenset(reader.unread),
        digests=reader.digests,
    )
    findings = (*reader.findings, *_slips(reader, files))
    reader.kept.forget_all_but({*(f"docs/{file}" for file in files), *bank_paths, *exam_paths})
    return Loaded(catalogue, findings)
