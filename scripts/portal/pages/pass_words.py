"""A track's rules in words, for its page: 怎样算通过."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.model.catalogue import Catalogue
from portal.model.pass_rules import pass_rules, region_of
from portal.model.standing import PassRules
from portal.model.track import Track


@dataclass(frozen=True)
class PassLine:
    """One condition; `decides` is false for what is offered and not asked for."""

    text: str
    url: str = ""
    """Where it is done or read about, from the root of the site."""
    decides: bool = True


@dataclass(frozen=True)
class Passing:
    """The section of the page."""

    lines: tuple[PassLine, ...]
    place: str
    """For which place, in words, and the name of the rules: `本门户的默认条件（c/1）`."""


def _exam(catalogue: Catalogue, track: Track, rules: PassRules) -> Iterator[PassLine]:
    exam = catalogue.published_exams.get(track.slug)
    url = "my/exam/" if exam else ""
    if rules.mock_exam == "required":
        yield PassLine(f"模拟考有一次达到 {rules.mock_percent}%", url)
    elif rules.mock_exam == "optional" and exam:
        yield PassLine("模拟考可以做一做，先看看自己准备得怎样，不作要求", url, decides=False)


def _lines(catalogue: Catalogue, track: Track, rules: PassRules) -> Iterator[PassLine]:
    yield PassLine(f"每个单元的练习，最近一次作答至少答对 {rules.pass_percent}%")
    yield PassLine(f"记满 {rules.hours:g} 学时：达到这个比例的单元才记学时")
    yield from _exam(catalogue, track, rules)
    if rules.assessment == "required":
        yield PassLine("通过学校或当地组织的正式考核")
    elif rules.assessment == "optional":
        yield PassLine("当地组织正式考核的，可以参加，不作要求", decides=False)
    for work in rules.practice:
        yield PassLine(f"实践：{work.title}，由学校确认")
    titles = {one.slug: one.front.title for one in catalogue.published_tracks}
    for slug in rules.requires:
        yield PassLine(f"先通过“{titles.get(slug, slug)}”，由学校确认", f"certificates/{slug}/")


def passing(catalogue: Catalogue, track: Track) -> Passing:
    """Return what the page of a track says about passing it."""
    rules, region = pass_rules(catalogue, track), region_of(catalogue, track)
    place = f"{region.title}的通过条件" if region else "本门户的默认条件"
    return Passing(tuple(_lines(catalogue, track, rules)), f"{place}（{rules.name}）")
