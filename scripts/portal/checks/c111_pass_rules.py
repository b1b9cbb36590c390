"""C111: what a track asks for can be had: its hours, mock exam, the tracks before it; in every place."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.marks import Keys
from portal.model.rules import Rules
from portal.model.track import Track

CODE = "C111"
TITLE = "通过条件做得到：学时不超过轨道，要求的模拟考有蓝图，先要通过的轨道存在、不绕圈"
WHY = "条件写错一处，学员做完了全部也永远差一项，证书记录一份都发不出去。"

_Found = tuple[Keys, str, str]


def _hours(track: Track, rules: Rules) -> Iterator[_Found]:
    if rules.hours and rules.hours > track.front.hours:
        reason = f"通过要 {rules.hours:g} 学时，全轨道只有 {track.front.hours:g} 学时"
        yield ("hours",), reason, "改小 rules 里的 hours；删掉这一行，就是全轨道的学时。"


def _mock_exam(catalogue: Catalogue, track: Track, rules: Rules) -> Iterator[_Found]:
    path = f"quizzes/exams/{track.slug}.yml"
    there = any(one.track == track.slug and one.front.status == "published" for one in catalogue.blueprints)
    if rules.mock_exam == "required" and not there and path not in catalogue.unread:
        cure = f"写好 {path} 并发布；不要求就把 mock_exam 改成 none。"
        yield ("mock_exam",), "要求通过模拟考，可是还没有已发布的蓝图", cure


def _practice(rules: Rules) -> Iterator[_Found]:
    for key in ("id", "title"):
        seen: set[str] = set()
        for number, work in enumerate(rules.practice):
            value = getattr(work, key)
            if value in seen:
                yield ("practice", number, key), f"实践项目的 {key} '{value}' 写了两次", "每个项目各用各的。"
            seen.add(value)


def _before(catalogue: Catalogue, slug: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield all tracks that somebody needs before this one, each as often as ways lead to it."""
    for track in catalogue.tracks:
        if track.slug == slug and slug not in seen:
            for other in track.front.rules.requires:
                yield other
                yield from _before(catalogue, other, seen | {slug})


def _requires(catalogue: Catalogue, track: Track, rules: Rules) -> Iterator[_Found]:
    known = {one.slug for one in catalogue.tracks if one.front.status == "published"}
    for number, slug in enumerate(rules.requires):
        if slug == track.slug or track.slug in _before(catalogue, slug):
            yield ("requires", number), f"轨道 '{track.slug}' 绕一圈成了自己的前提", "拆掉这个圈里的一处。"
        elif slug not in known and f"docs/certificates/{slug}/index.md" not in catalogue.unread:
            cure = f"写已发布的轨道：{'、'.join(sorted(known - {track.slug})) or '现在还没有别的'}。"
            yield ("requires", number), f"先要通过的轨道 '{slug}' 不存在，或者没有发布", cure


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each condition that nobody can meet."""
    for track in catalogue.tracks:
        if track.front.status != "published":
            continue
        places: list[tuple[Keys, Rules]] = [(("rules",), track.front.rules)]
        places += [(("regions", slug, "rules"), region.rules) for slug, region in track.front.regions.items()]
        for start, rules in places:
            found = (
                *_hours(track, rules), *_mock_exam(catalogue, track, rules),
                *_practice(rules), *_requires(catalogue, track, rules),
            )  # fmt: skip
            for keys, reason, cure in found:
                yield Finding(track.marks.at(*start, *keys), CODE, reason, cure)
