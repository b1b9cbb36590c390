"""E102: the lines of a blueprint name modules, units and objectives of their track."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from portal.model.blueprint import Blueprint, Line
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "E102"
TITLE = "蓝图里的模块、单元和目标都存在"
WHY = "名字写错一个字母，这一行就一道题也抽不到。"


def _wrong(what: str, key: str, name: str, known: Iterable[str]) -> tuple[str, str, str]:
    names = sorted(known)
    near = get_close_matches(name, names, 1)
    guess = f"是不是 '{near[0]}'？" if near else ""
    there = f"可用：{'、'.join(names)}。" if names else "那里还没有可用的。"
    return key, f"{what} '{name}' 不存在", f"{guess}{there}"


def _fault(catalogue: Catalogue, track: str, line: Line) -> tuple[str, str, str] | None:
    modules = {module.id for one in catalogue.tracks if one.slug == track for module in one.front.modules}
    if line.module not in modules:
        return _wrong("模块", "module", line.module, modules)
    of_track = [unit for unit in catalogue.units if unit.track == track]
    units = {unit.slug for unit in of_track if unit.front.module == line.module}
    if line.unit and line.unit not in units:
        return _wrong(f"模块 {line.module} 的单元", "unit", line.unit, units)
    unit = catalogue.unit_of.get(f"{track}-{line.unit}")
    if unit and line.objective and line.objective not in unit.front.objectives:
        return _wrong(f"单元 {line.unit} 的目标", "objective", line.objective, unit.front.objectives)
    if unit and unit.front.status != "published":
        return "unit", f"单元 '{line.unit}' 没有发布，抽不到它的题", "先发布这个单元，或去掉这一行。"
    return None


def faults(catalogue: Catalogue, blueprint: Blueprint) -> Iterator[tuple[int, str, str, str]]:
    """Yield (position of the line, its wrong key, reason, cure) of a blueprint whose track can be read."""
    folder = f"docs/certificates/{blueprint.track}/"
    there = any(track.slug == blueprint.track for track in catalogue.tracks)
    if not there or any(path.startswith(folder) for path in catalogue.unread):
        return
    for number, line in blueprint.numbered():
        if fault := _fault(catalogue, blueprint.track, line):
            yield number, *fault


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each line that names what its track does not have."""
    for blueprint in catalogue.blueprints:
        for number, key, reason, cure in faults(catalogue, blueprint):
            yield Finding(blueprint.marks.at("lines", number, key), CODE, reason, cure)
