"""`portal new term`: a word of the search's list, with others that mean the same to whoever searches."""

from dataclasses import replace
from typing import Annotated, Any

import typer

from portal.commands.new.asking import asked
from portal.commands.new.files import write
from portal.commands.new.term_lines import joined_to, with_group
from portal.commands.root import project_root
from portal.errors import PortalError
from portal.model.catalogue import Catalogue
from portal.model.folding import fold
from portal.model.search_terms import TERMS_PATH, Terms

_PATH = f"docs/{TERMS_PATH}"


def term(
    words: Annotated[
        list[str], typer.Argument(metavar="词 同义词…", help="搜的人会打的词；搜其中一个，别的也找出来")
    ],
    join: Annotated[bool, typer.Option("--join", help="有词已经在词表里，就加进那一组，不再问")] = False,
) -> None:
    """给搜索添一个词，和跟它一个意思的说法。"""
    from portal.load import load

    root = project_root()
    catalogue = load(root).catalogue
    terms = catalogue.terms
    if terms is None or not terms.front.synonyms:
        raise PortalError(f"{_PATH} 读不出来，或 synonyms 里还没有一组。用 portal check 看哪里要改。")
    given = list({fold(word): word.strip() for word in reversed(words)}.values())[::-1]
    group, new = _placed(terms, given)
    if group is None and len(new) < 2:
        more = asked("在命令后面", f"和“{new[0]}”一个意思的词（几个就用空格隔开）").split()
        group, new = _placed(terms, [*new, *more])
    if not new:
        print(f"{_said(terms, group or 0)}都在，不用加。")
        return
    if group is not None and not join and not _wants_to_join(terms, group, new):
        print("没有改动。")
        return
    before = (root / _PATH).read_bytes().decode("utf-8")
    after = _edited(before, terms, group, new)
    added = _checked(catalogue, terms, after, group, new)
    write(root, {}, {_PATH: after})
    _say(added, len(terms.front.synonyms) if group is None else group, new, group is None)


def _placed(terms: Terms, words: list[str]) -> tuple[int | None, list[str]]:
    """Return the group that has some of the words, if there is one, and the words that are in none.

    Raises PortalError when the words stand in several groups.
    """
    group_of = {fold(word): number for number, group in enumerate(terms.front.synonyms) for word in group}
    found = {group_of[fold(word)] for word in words if fold(word) in group_of}
    if len(found) > 1:
        where = "；".join(_said(terms, number) for number in sorted(found))
        raise PortalError(
            f"这些词分在几组，没有动：{where}。是一回事，就打开 {_PATH} 并成一组；不是，就分开加。"
        )
    return next(iter(found), None), [word for word in words if fold(word) not in group_of]


def _said(terms: Terms, number: int) -> str:
    group = terms.front.synonyms[number]
    shown = "、".join(group[:4]) + ("……" if len(group) > 4 else "")
    return f"第 {terms.marks.at('synonyms', number).line} 行（{shown}）"


def _wants_to_join(terms: Terms, group: int, new: list[str]) -> bool:
    print(f"已经有这一组：{_said(terms, group)}。")
    return asked("加上 --join，或", f"把“{'、'.join(new)}”加进去吗（是 / 否）") in ("是", "y", "Y", "yes")


def _edited(text: str, terms: Terms, group: int | None, new: list[str]) -> str:
    groups = terms.front.synonyms
    if group is None:
        return with_group(text, terms.marks, groups, new)
    return joined_to(text, terms.marks, group, len(groups[group]), new)


def _checked(catalogue: Catalogue, terms: Terms, after: str, group: int | None, new: list[str]) -> Terms:
    """Return the word list that the new text holds.

    Raises PortalError when it is not what was meant, or when a rule has something against it.
    """
    from portal.checks import run
    from portal.load.one_terms import read_terms

    wanted: list[tuple[str, ...]] = [*terms.front.synonyms]
    if group is None:
        wanted.append(tuple(new))
    else:
        wanted[group] = (*wanted[group], *new)
    added, slips = read_terms(after.removeprefix("\ufeff").replace("\r\n", "\n"))
    expected: Any = terms.front.model_dump() | {"synonyms": tuple(wanted)}
    if slips or added is None or added.front.model_dump() != expected:
        raise PortalError(f"看不懂 {_PATH} 里这一处的写法，没有动它。打开它，照别的行手写一项。")
    before = run(catalogue)
    known: set[object] = {(one.code, one.place) for one in before} | {one.reason for one in before}
    findings = [
        finding
        for finding in run(replace(catalogue, terms=added))
        if finding.place.path == _PATH and not known & {(finding.code, finding.place), finding.reason}
    ]
    if findings:
        told = "\n".join(f"{finding.reason}。{finding.cure}" for finding in findings)
        raise PortalError(f"没有加：\n{told}")
    return added


def _say(added: Terms, number: int, new: list[str], is_new: bool) -> None:
    line = added.marks.at("synonyms", number).line
    words = "、".join(f"“{word}”" for word in new)
    if is_new:
        print(f"第 {line} 行：新的一组，{words}。")
        print("不想要了：打开这个文件，删掉这一行。")
    else:
        print(f"第 {line} 行：{words}加进了“{'、'.join(added.front.synonyms[number][:3])}”这一组。")
        print(f"不想要了：打开这一行，删掉{words}。")
    print("开着预览搜一搜，看第一条是不是想让人看到的那一页。")
