"""C103: the hours of units make the module's, those of modules the track's."""

from collections.abc import Iterator
from math import isclose

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "C103"
TITLE = "单元学时之和等于模块学时，模块学时之和等于轨道学时"
WHY = "学员看到的学时要和他学完以后记下的一样多。哪一层对不上，都会有人少算或多算。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each sum that is not what its whole claims."""
    for track in catalogue.tracks:
        total = sum(module.hours for module in track.front.modules)
        if not isclose(total, track.front.hours):
            reason = f"模块共 {total:g} 学时，轨道写的是 {track.front.hours:g}"
            yield Finding(track.marks.at("hours"), CODE, reason, "改轨道的 hours，或改模块的。")
        hours = {unit.slug: unit.front.hours for unit in catalogue.units if unit.track == track.slug}
        for number, module in enumerate(track.front.modules):
            if module.status == "draft" or any(slug not in hours for slug in module.units):
                continue
            summed = sum(hours[slug] for slug in module.units)
            if not isclose(summed, module.hours):
                reason = f"模块 '{module.id}' 的单元共 {summed:g} 学时，写的是 {module.hours:g}"
                place = track.marks.at("modules", number, "hours")
                yield Finding(place, CODE, reason, "改模块的 hours，或改单元的。")
