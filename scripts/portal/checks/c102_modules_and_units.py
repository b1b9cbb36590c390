"""C102: a track's front matter and the unit files name each other, once each."""

from collections import Counter
from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.track import Track
from portal.model.unit import Unit

CODE = "C102"
TITLE = "轨道列出的单元都有文件，单元文件都在轨道里列出一次"
WHY = "列了没有的单元，学员点开是空的；有了没列的单元，谁也找不到，学时也算不进去。"


def _listed(track: Track, units: dict[str, Unit], unread: frozenset[str]) -> Iterator[Finding]:
    counts = Counter(slug for module in track.front.modules for slug in module.units)
    for number, module in enumerate(track.front.modules):
        if module.status == "published" and not module.units:
            place = track.marks.at("modules", number)
            yield Finding(place, CODE, f"模块 '{module.id}' 没有单元", "列出 units，或写 status: draft。")
        for position, slug in enumerate(module.units):
            place = track.marks.at("modules", number, "units", position)
            unit = units.get(slug)
            path = f"docs/certificates/{track.slug}/{slug}.md"
            if counts[slug] > 1:
                yield Finding(place, CODE, f"单元 '{slug}' 列了 {counts[slug]} 次", "只在一个模块里列一次。")
            elif unit is None and path not in unread:
                yield Finding(place, CODE, f"单元 '{slug}' 没有文件", f"新建 {path}，或从列表里删掉。")
            elif unit and unit.front.status == "draft":
                cure = "写好以后再列进来，或把它改成 published。"
                yield Finding(place, CODE, f"单元 '{slug}' 还是草稿", cure)
            elif unit and unit.front.module != module.id:
                cure = f"把它的 module 改成 {module.id}，或移到模块 {unit.front.module}。"
                yield Finding(place, CODE, f"单元 '{slug}' 自己写的模块是 '{unit.front.module}'", cure)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each unit that is listed but missing, or there but not listed."""
    tracks = {track.slug: track for track in catalogue.tracks}
    for track in catalogue.tracks:
        units = {unit.slug: unit for unit in catalogue.units if unit.track == track.slug}
        yield from _listed(track, units, catalogue.unread)
    for unit in catalogue.units:
        home = tracks.get(unit.track)
        index = f"docs/certificates/{unit.track}/index.md"
        if unit.front.track != unit.track:
            cure = f"改成 track: {unit.track}，或把文件移到 certificates/{unit.front.track}/。"
            yield Finding(unit.marks.at("track"), CODE, f"文件在轨道 '{unit.track}' 里，写的是别的轨道", cure)
        if index in catalogue.unread:
            continue
        listed = home and any(unit.slug in module.units for module in home.front.modules)
        if not listed and unit.front.status == "published":
            cure = f"在 {index} 的 modules 里列出它，或改成 status: draft。"
            yield Finding(unit.marks.at(), CODE, f"单元 '{unit.slug}' 没有列在轨道里", cure)
