"""Pictures of a Word document: taken as they are, or refused with the cure."""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from lxml import etree

from portal.imports.foreign_text import NO_WORDS
from portal.imports.word.package import Package
from portal.imports.word.text import Insert, insert_sign
from portal.model.picture import FORMATS, LARGEST, WIDEST, shape_of

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"


class Fault(NamedTuple):
    """What is wrong in a paragraph."""

    reason: str
    cure: str
    is_warning: bool = False


_NAME = re.compile(rf"[a-z0-9][a-z0-9-]{{0,59}}\.(?:{'|'.join(FORMATS)})")
_NO_WORDS = re.compile(
    r"\W*|(?:图片|图像|图|picture|image|img)[\s_-]*\d*|.*\.(?:png|jpe?g|gif|bmp|webp)", re.IGNORECASE
)
_GUESSED = re.compile(r"(?:描述)?已自动生成.*|(?:AI\s*生成|AI-generated).*", re.IGNORECASE | re.DOTALL)
_SIGNS = re.compile(r"[\\\[\]*_`]")
_AS_PICTURE = "右键图片“另存为图片”选 PNG，删掉原图，再把 PNG 插入进来。"
_OTHER = {b"\xd7\xcd\xc6\x9a": "WMF", b"\x01\x00\x00\x00": "EMF", b"BM": "BMP", b"II*\x00": "TIFF",
          b"MM\x00*": "TIFF", b"<svg": "SVG", b"<?xm": "SVG"}  # fmt: skip


_WORDLESS = Fault("这里的图没有文字说明", "右键图片“编辑替换文字”，写一句图上有什么；不要说出答案。", True)


@dataclass
class Shelf:
    """The pictures and tables that stand among the words of a document."""

    package: Package
    inserts: list[Insert] = field(default_factory=list)
    _relations: dict[str, tuple[str, str]] | None = None
    _known: dict[str, str] = field(default_factory=dict)
    """Name → fingerprint of its content."""
    _faults: dict[str, Fault | bytes] = field(default_factory=dict)
    """Part → its bytes, or what is wrong with it: many paragraphs may show one picture."""

    def put(self, insert: Insert) -> str:
        """Keep an insert; return the sign that stands for it."""
        self.inserts.append(insert)
        return insert_sign(len(self.inserts) - 1)

    def drawing(self, element: etree._Element) -> tuple[str, list[Fault]]:
        """Return (the signs of the pictures in a drawing, what is wrong with it)."""
        words, name = _words_of(element)
        signs, faults = "", list[Fault]()
        for blip in element.iter(f"{_A}blip"):
            if blip.get(f"{_R}embed") is None:
                faults.append(
                    Fault("这里的图只是一个链接，文件不在文档里", "把图另存到电脑上，再“插入 → 图片”。")
                )
                continue
            sign, fault = self._picture(blip.get(f"{_R}embed", ""), words, name)
            signs, faults = signs + sign, faults + fault
            if _is_cropped(blip):
                faults.append(Fault("这里的图在 Word 里裁剪过，网页上会显示整张", _AS_PICTURE, True))
        return signs, faults

    def old_drawing(self, element: etree._Element) -> tuple[str, list[Fault]]:
        """Return the same of a drawing in the form of older programs."""
        signs, faults = "", list[Fault]()
        for image in element.iter(f"{_V}imagedata"):
            shape = image.getparent()
            words = _bare(shape.get("alt", "")) if shape is not None else ""
            sign, fault = self._picture(image.get(f"{_R}id", ""), words, "")
            signs, faults = signs + sign, faults + fault
        return signs, faults

    def _picture(self, relation: str, words: str, name: str) -> tuple[str, list[Fault]]:
        if self._relations is None:
            self._relations = self.package.relations(self.package.main)
        part = self._relations.get(relation, ("", ""))[1]
        if part not in self._faults:
            self._faults[part] = self._checked(part)
        data = self._faults[part]
        if not isinstance(data, bytes):
            return "", [data]
        shape = shape_of(data)
        name = self._name(name, data, shape.format if shape else "")
        alt = _SIGNS.sub(r"\\\g<0>", words)
        faults = [] if words else [_WORDLESS]
        shown = f"![{alt or NO_WORDS}]({name})"
        return self.put(Insert(shown, name, data)), faults

    def _checked(self, part: str) -> bytes | Fault:
        data = self.package.read(part) if part else None
        if data is None:
            return Fault("这里的图在文档里找不到", "删掉它，重新“插入 → 图片”。")
        shape = shape_of(data)
        if shape is None:
            kind = next((name for start, name in _OTHER.items() if data.startswith(start)), "")
            reason = f"这里的图是 {kind} 格式，网页放不了" if kind else "这里的图读不出来"
            return Fault(reason, _AS_PICTURE)
        if len(data) > LARGEST:
            reason = f"这里的图有 {-(-len(data) // 1000)} KB，超过 {LARGEST // 1000} KB"
            return Fault(reason, "点中图片，“图片格式 → 压缩图片”，选“电子邮件（96 ppi）”。")
        if max(shape.width, shape.height) > WIDEST:
            reason = f"这里的图有 {shape.width}×{shape.height} 像素，太大"
            return Fault(reason, f"用画图程序把它缩到每边 {WIDEST} 像素以内，再插入。")
        return data

    def _name(self, name: str, data: bytes, format_: str) -> str:
        """Return a name that stays the same when the same document is read again."""
        digest = sha256(data).hexdigest()
        if not _NAME.fullmatch(name) or not name.endswith(f".{format_}"):
            name = f"picture-{digest[:10]}.{format_}"
        if self._known.setdefault(name, digest) != digest:
            name = f"picture-{digest[:10]}.{format_}"
        return name


def _bare(words: str) -> str:
    """Return the words of a picture, empty where a program only wrote something."""
    words = " ".join(_GUESSED.sub("", words).split())
    return "" if _NO_WORDS.fullmatch(words) else words


def _words_of(element: etree._Element) -> tuple[str, str]:
    """Return (what a picture shows, the name that it bears)."""
    found = element.find(f"{_WP}docPr")
    if found is None:
        found = next(element.iter(f"{_WP}docPr"), None)
    if found is None:
        return "", ""
    return _bare(found.get("descr", "")) or _bare(found.get("title", "")), found.get("name", "")


def _is_cropped(blip: etree._Element) -> bool:
    for crop in blip.itersiblings(f"{_A}srcRect"):
        return any(str(side).strip("0") for side in crop.attrib.values())
    return False
