"""What readers call the grades, months, tracks, kinds and areas of pages when they search for them."""

from collections.abc import Iterable

from portal.model.lesson import AREAS, MONTHS, grade_name

Facets = dict[str, dict[str, list[str]]]
"""Facet (grade, month, track, kind, area) → value → what readers call it."""

KINDS = {
    "lesson": "教案", "unit": "研修", "guide": "指南", "micro": "微课", "track": "轨道", "grade": "年级",
    "my": "我的", "handbook": "手册", "updates": "公告", "home": "首页",
}  # fmt: skip
"""Kind of a page as the search shows it → what readers call it."""

STAGES = {
    "小学": (1, 2, 3, 4, 5, 6),
    "初中": (7, 8, 9),
    "高中": (10, 11, 12),
    "中学": (7, 8, 9, 10, 11, 12),
    "小学低年级": (1, 2), "小学低段": (1, 2), "低年级": (1, 2), "低段": (1, 2),
    "小学中年级": (3, 4), "小学中段": (3, 4), "中年级": (3, 4), "中段": (3, 4),
    "小学高年级": (5, 6), "小学高段": (5, 6), "高年级": (5, 6), "高段": (5, 6),
    "毕业班": (6, 9, 12), "毕业年级": (6, 9, 12),
}  # fmt: skip
"""A word for several grades → these."""

_KIND_WORDS = {
    "lesson": ("教案", "课例", "教学设计"),
    "unit": ("研修", "研修单元"),
    "guide": ("指南",),
    "micro": ("微课",),
    "handbook": ("手册", "培训者手册"),
    "updates": ("公告", "更新公告"),
}
_AREA_WORDS = {
    "升学择业与生涯规划": ("升学择业", "生涯规划"),
    "生活和社会适应": ("社会适应", "生活适应"),
}
_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def _grade_words(grade: int) -> list[str]:
    counted = [f"{_NUMERALS[grade]}年级", f"{grade}年级"]
    if grade <= 6:
        return [*counted, f"小学{counted[0]}", f"小{_NUMERALS[grade]}"]
    stage, place = ("初" if grade <= 9 else "高"), (grade - 7) % 3 + 1
    own = [grade_name(grade), f"{stage}{place}", f"{stage}{_NUMERALS[place]}年级"]
    return [*own, f"{stage}中{_NUMERALS[place]}年级", *counted]


def _month_words(month: int) -> list[str]:
    return [f"{name}{end}" for name in (month, f"{month:02}", _NUMERALS[month]) for end in ("月份", "月")]


def _track_words(slug: str) -> list[str]:
    ends = ("证", "级", "类", "证书", "级证书", "级资格")
    return [f"{slug}{end}" for end in ends] if len(slug) == 1 else [slug]


def facets(tracks: Iterable[str]) -> Facets:
    """Return what readers call the values of all facets, folded; `tracks` are the slugs of the site's."""
    return {
        "grade": {str(grade): _grade_words(grade) for grade in range(1, 13)},
        "month": {str(month): _month_words(month) for month in MONTHS},
        "track": {slug: _track_words(slug) for slug in tracks},
        "kind": {kind: list(words) for kind, words in _KIND_WORDS.items()},
        "area": {area: [area, *_AREA_WORDS.get(area, ())] for area in AREAS},
    }


def facet_words(tracks: Iterable[str]) -> set[str]:
    """Return every word that the search takes for a facet before it looks at the word list."""
    return {word for values in facets(tracks).values() for words in values.values() for word in words} | {
        *STAGES
    }
