"""C112: the place whose rules hold is one that a track names, and it is chosen in one place."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.pass_rules import REGION_PATH

CODE = "C112"
TITLE = "地区只在“学证书”那一页选，选的是轨道里写了的地区"
WHY = "地区写错一个字母，全站就悄悄用回默认的对象和通过条件，谁也看不出来。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for a place that no track knows, and for one that is named on another page."""
    known = sorted({slug for track in catalogue.tracks for slug in track.front.regions})
    for guide in catalogue.guides:
        region = guide.front.region
        if region is None:
            continue
        if guide.path != REGION_PATH:
            cure = f"删掉这一行；要选地区，写在 docs/{REGION_PATH}。"
            yield Finding(guide.marks.at("region"), CODE, "地区不在这一页选", cure)
        elif region not in known:
            cure = f"可用：{'、'.join(known)}。" if known else "先在轨道的 regions 里写上这个地区。"
            yield Finding(guide.marks.at("region"), CODE, f"没有一条轨道写了地区 '{region}'", cure)
