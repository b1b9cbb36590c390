"""E101: a published blueprint belongs to a published track, whose slug is the file's name."""

from collections.abc import Iterator
from difflib import get_close_matches

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "E101"
TITLE = "蓝图的文件名是轨道，轨道已经发布"
WHY = "模拟考按轨道抽题。文件名对不上轨道，学员就看不到这场模拟考。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each published blueprint without a published track."""
    tracks = {track.slug: track for track in catalogue.tracks}
    for blueprint in catalogue.blueprints:
        slug, page = blueprint.track, f"docs/certificates/{blueprint.track}/index.md"
        if blueprint.front.status != "published" or page in catalogue.unread:
            continue
        if slug not in tracks:
            near = get_close_matches(slug, tracks, 1)
            cure = f"是不是 quizzes/exams/{near[0]}.yml？" if near else ""
            reason = f"没有轨道 '{slug}'"
            yield Finding(blueprint.marks.at(), CODE, reason, f"{cure}文件名写轨道的文件夹名。")
        elif tracks[slug].front.status != "published":
            cure = f"先发布 {page}，或把蓝图的 status 改成 draft。"
            yield Finding(blueprint.marks.at("status"), CODE, f"轨道 '{slug}' 还没有发布", cure)
