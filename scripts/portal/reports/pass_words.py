"""The rules of a track, and what somebody lacks of them, in the words of the report."""

from collections.abc import Iterator, Mapping, Sequence

from portal.model.standing import Condition
from portal.reports.scope import CountedTrack

_SHOWN = 3


def _of_units(lacks: Sequence[Condition], titles: Mapping[str, str]) -> Iterator[str]:
    named = [f"“{titles[one.id]}”{one.need - (one.have or 0):g} 题" for one in lacks]
    if named:
        more = f" 等 {len(named)} 个单元" if len(named) > _SHOWN else ""
        yield f"单元要再答对：{'、'.join(named[:_SHOWN])}{more}"


def _of_rest(one: Condition, practice: Mapping[str, str], tracks: Mapping[str, str]) -> str:
    match one.kind:
        case "hours":
            return f"学时 {one.have:g}，要 {one.need:g}"
        case "mock_exam":
            best = "没有交过卷" if one.have is None else f"最好 {one.have:g}%"
            return f"模拟考{best}，要 {one.need:g}%"
        case "assessment":
            return "正式考核没有成绩" if one.have is None else "正式考核没有通过"
        case "practice":
            return f"没有确认：{practice[one.id]}"
    return f"先要通过“{tracks.get(one.id, one.id)}”"


def lacks_in_words(lacks: Sequence[Condition], track: CountedTrack, tracks: Mapping[str, str]) -> str:
    """Return all that somebody lacks in a track; `tracks` maps slugs to titles. Empty for nothing."""
    titles = {unit.id: unit.title for unit in track.units}
    practice = {work.id: work.title for work in track.rules.practice}
    units = _of_units([one for one in lacks if one.kind == "unit"], titles)
    rest = (_of_rest(one, practice, tracks) for one in lacks if one.kind != "unit")
    return "；".join([*units, *rest])


def rules_in_words(track: CountedTrack, tracks: Mapping[str, str]) -> str:
    """Return everything that passing a track takes."""
    rules = track.rules
    parts = ["计入的单元都学完", f"学完的单元满 {rules.hours:g} 学时"]
    written = sum(unit.hours for unit in track.units)
    if rules.hours > written:
        parts[-1] += f"（已发布的只有 {written:g} 学时，现在还没有人能记满）"
    if rules.mock_exam == "required":
        parts.append(f"模拟考有一次达到 {rules.mock_percent}%")
    if rules.assessment == "required":
        parts.append("通过正式考核")
    parts += [f"学校确认：{work.title}" for work in rules.practice]
    parts += [f"先通过“{tracks.get(slug, slug)}”" for slug in rules.requires]
    return f"{'；'.join(parts)}。按 {rules.name}。"
