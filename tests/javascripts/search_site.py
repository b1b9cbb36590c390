"""A small invented site as the search sees it: the head of its data, and the files beside it."""

from typing import Any

from portal.model.folding import ASKED, fold, postings_of, shard_of

Json = dict[str, Any]

SHARDS = 8
AT = "0a1b2c3d"
_CHINESE = "一二三四五六七八九十"


def _lesson(slug: str, title: str, grade: int, month: int, **more: Any) -> Json:
    return {"u": f"lessons/grade-{grade}/{slug}/", "t": title, "k": "lesson", "g": grade, "m": month, **more}


PAGES: list[tuple[Json, list[list[str]]]] = [
    (
        {"u": "campus/help/", "t": "求助与转介", "k": "guide", "w": ["转介", "心理热线"]},
        [["", "求助与转介", "心理援助热线是 12356。"], ["whom", "告诉谁", "先告诉一位信得过的大人。"]],
    ),
    (
        {"u": "certificates/c/", "t": "C 证 · 人人会育心", "k": "track", "c": "c"},
        [["", "C 证 · 人人会育心", "每一位教师都学得会。"]],
    ),
    (
        {
            "u": "certificates/c/learning/",
            "t": "学习心理：动机与归因",
            "k": "unit",
            "c": "c",
            "w": ["学习动机", "考试焦虑"],
            "h": [["exams", "考试焦虑"]],
        },
        [
            ["", "学习心理：动机与归因", "成绩怎么解释，决定下一步怎么走。"],
            ["exams", "考试焦虑", "考试焦虑越高，成绩平均越低。“𠮷先生”说……ＭＨＴ 量表只是筛查。"],
            ["motives", "动机", "奖励给得太多，兴趣会变少。"],
        ],
    ),
    (
        {"u": "lessons/grade-2/", "t": "二年级教案", "k": "grade", "g": 2},
        [["", "二年级教案", "二年级的孩子七八岁。"]],
    ),
    (
        _lesson("calm", "闯关不紧张", 2, 1, a="情绪调适", w=["紧张", "慢慢哈气"]),
        [["", "闯关不紧张", "考试前心跳快，慢慢哈气。"]],
    ),
    (
        {"u": "lessons/grade-8/", "t": "八年级教案", "k": "grade", "g": 8},
        [["", "八年级教案", "八年级的学生十三四岁。"]],
    ),
    (
        _lesson("anxiety", "给焦虑一点空间", 8, 10, a="情绪调适", w=["焦虑", "担心时间"]),
        [["", "给焦虑一点空间", "焦虑来了，让它坐一会儿。"], ["step", "约个钟点", "到点再想。"]],
    ),
    (
        _lesson("delay", "拖延的背后", 8, 11, a="学会学习", w=["拖延", "注意力"]),
        [["", "拖延的背后", "提高一点效率，先把手机放远。作业总在最后一晚才动手。"]],
    ),
    (
        _lesson("friends", "友谊的深与浅", 8, 12, a="人际交往", w=["友谊", "同伴压力"]),
        [["", "友谊的深与浅", "朋友之间也会有同伴压力，焦虑时找朋友说说。"]],
    ),
    (
        {"u": "handbook/lesson/", "t": "写一份教案", "k": "handbook"},
        [["", "写一份教案", "焦虑、拖延这样的关键词写在 front matter 里。"]],
    ),
]  # fmt: skip

ASKED_OF = {6: ["夜里翻来覆去睡不着", "一提明天就反胃"], 8: ["两个人闹掰了"]}
"""Number of a page → what people ask who need it."""

PINYIN = {
    "words": {
        "焦虑": "jiao lv", "考试焦虑": "kao shi jiao lv", "拖延": "tuo yan", "注意力": "zhu yi li",
        "同伴压力": "tong ban ya li", "紧张": "jin zhang", "友谊": "you yi",
    },
    "chars": "ban半伴 jiao教焦 li力立 lv虑绿 tong同 tuo托拖 ya压 yan延言 yi意 zhu注",
}  # fmt: skip


def _text(page: int) -> Json:
    return {"n": sum(len(text) for _, _, text in PAGES[page][1])}


HEAD: Json = {
    "schema": "portal-search/1",
    "at": AT,
    "shards": SHARDS,
    "pages": [page | _text(number) for number, (page, _) in enumerate(PAGES)],
    "synonyms": [["焦虑", "不安"], ["拖延", "磨蹭"], ["SCL-90", "MHT"], ["心理热线", "12356"]],
    "stop": ["怎么办", "怎么", "的", "了"],
    "facets": {
        "grade": {
            **{str(grade): [f"{_CHINESE[grade - 1]}年级", f"{grade}年级"] for grade in range(1, 10)},
            "8": ["八年级", "8年级", "初二"],
            "10": ["高一", "十年级"],
            "11": ["高二", "十一年级"],
        },
        "month": {
            "1": ["一月", "1月"], "10": ["十月", "10月"], "11": ["十一月", "11月"], "12": ["十二月", "12月"],
        },
        "track": {"c": ["c证"]},
        "kind": {"lesson": ["教案"], "unit": ["研修"]},
        "area": {"情绪调适": ["情绪调适"]},
    },
    "groups": {"grade": {"小学": [1, 2, 3, 4, 5, 6], "初中": [7, 8, 9]}},
    "t2s": "慮虑緊紧張张試试",
}  # fmt: skip


def _files() -> Json:
    found: Json = {f"search/{AT}/p/{shard}.json": {} for shard in range(SHARDS)}
    last: dict[str, int] = {}
    for number, (_, sections) in enumerate(PAGES):
        texts = (fold(f"{heading}\n{text}") for _, heading, text in sections)
        asked = postings_of(ASKED_OF.get(number, ()))
        for key, times in (postings_of(texts) | {ASKED + key: n for key, n in asked.items()}).items():
            shard = found[f"search/{AT}/p/{shard_of(key, SHARDS)}.json"]
            shard.setdefault(key, []).extend([number - last.get(key, 0), times])
            last[key] = number
        found[f"search/{AT}/t/{number}.json"] = sections
    return found | {f"search/{AT}/pinyin.json": PINYIN}


FILES = _files()
"""Path → what is loaded from it."""
