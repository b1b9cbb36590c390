"""Q122: a picture of a question is there, says what it shows, and comes quickly on a phone."""

import re
from collections.abc import Iterator

from portal.model.bank import Bank
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.picture import FORMATS, LARGEST, WIDEST, Picture, Shown, path_of, shown_by

CODE = "Q122"
TITLE = f"题目里的图放在单元自己的文件夹里，有文字说明，不超过 {LARGEST // 1000} KB"
WHY = "图打不开、说不清或者太大，用手机的、看不见图的学员就答不了这道题。"

_NAME = re.compile(rf"[a-z0-9][a-z0-9-]*\.({'|'.join(FORMATS)})")
_EMPTY_WORDS = re.compile(
    r"\W*(?:图|图片|图像|配图|插图|截图|照片|image|picture|img)?\W*\d*\W*", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|[a-z]+:", re.IGNORECASE)
_FILE_NAME = re.compile(r".*\.(?:png|jpe?g|gif|webp|bmp)", re.IGNORECASE)


def _place_fault(bank: Bank, target: str) -> tuple[str, str] | None:
    folder = f"pictures/{bank.slug}/"
    name = target.removeprefix(folder)
    if target.startswith(folder) and _NAME.fullmatch(name):
        return None
    if not target.startswith(folder) or "/" in name:
        cure = f"图放进 docs/certificates/{bank.track}/{folder}，题目里写 {folder}文件名.png。"
        return f"图“{target}”不在这个单元的图片文件夹里", cure
    if not name.lower().endswith(tuple(f".{end}" for end in FORMATS)):
        return f"图“{name}”不是网页能放的格式", "另存为 PNG、JPG、GIF 或 WebP，后缀跟着改。"
    return f"图的文件名“{name}”不合用", "只用小写英文字母、数字和连字符，如 face-1.png。"


def _file_faults(name: str, picture: Picture) -> Iterator[tuple[str, str]]:
    if picture.shape is None:
        yield f"文件“{name}”打开来不是图", "用画图程序打开原图，另存为 PNG 或 JPG。"
        return
    if picture.shape.format != name.rpartition(".")[2]:
        found = FORMATS[picture.shape.format]
        yield f"图“{name}”其实是 {found} 格式", f"把后缀改成 .{picture.shape.format}，题目里跟着改。"
    if picture.bytes > LARGEST:
        size = f"{-(-picture.bytes // 1000)} KB"
        yield f"图“{name}”有 {size}，超过 {LARGEST // 1000} KB", "把宽缩到 1200 像素以内，或另存为 JPG。"
    if max(picture.shape.width, picture.shape.height) > WIDEST:
        size = f"{picture.shape.width}×{picture.shape.height}"
        yield f"图“{name}”有 {size} 像素，太大", f"缩到每边 {WIDEST} 像素以内；1200 像素宽就够清楚。"


def _faults(catalogue: Catalogue, bank: Bank, shown: Shown) -> Iterator[tuple[str, str]]:
    alt = shown.alt.strip()
    if _EMPTY_WORDS.fullmatch(alt) or _FILE_NAME.fullmatch(alt):
        yield f"图“{shown.target}”没有文字说明", "在方括号里用一句话说出图上有什么；不要说出答案。"
    if fault := _place_fault(bank, shown.target):
        yield fault
        return
    path = path_of(bank, shown.target)
    if path not in catalogue.files:
        yield f"图“{shown.target}”不存在", f"把图放到 docs/{path}，或者改对文件名。"
    elif path in catalogue.pictures:
        yield from _file_faults(path.rpartition("/")[2], catalogue.pictures[path])


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each picture of a question that some learner could not see or hear of."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if question.status == "retired":
                continue
            for shown in shown_by(question):
                if _ELSEWHERE.match(shown.target):  # P105
                    continue
                place = bank.marks.at("questions", number, *shown.keys)
                for reason, cure in _faults(catalogue, bank, shown):
                    yield Finding(place, CODE, f"题目 '{question.id}'：{reason}", cure)
