"""Pictures in the text of pages: each keeps its room before it is there, and comes when it is near.

Pictures of questions are sized where their HTML is made, in `quiz_pictures.py`.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin

from mkdocs.structure.files import File

from portal.model.picture import FORMATS, shape_of

Size = tuple[int, int]
"""Width and height, in pixels."""

_IMAGE = re.compile(r"<img\b([^>]*?)\s*/?>")
_SOURCE = re.compile(r'\bsrc="([^"]*)"')
_SVG = re.compile(rb"<svg\b[^>]*>")
_SVG_SIDE = r'\s{}="(\d+)(?:\.\d+)?(?:px)?"'
_FIRST_BYTES = 65536


def size_of(file: File) -> Size | None:
    """Return the size of a picture of the site; None for what is no picture, or does not say."""
    ending = Path(file.src_uri).suffix[1:].lower()
    if not file.abs_src_path or ending not in (*FORMATS, "jpeg", "svg"):
        return None
    try:
        with Path(file.abs_src_path).open("rb") as opened:
            data = opened.read(_FIRST_BYTES)
    except OSError:
        return None
    if ending == "svg":
        return _size_of_svg(data)
    shape = shape_of(data)
    return (shape.width, shape.height) if shape else None


def _size_of_svg(data: bytes) -> Size | None:
    found = _SVG.search(data)
    tag = found[0].decode(errors="replace") if found else ""
    width, height = (re.search(_SVG_SIDE.format(side), tag) for side in ("width", "height"))
    return (int(width[1]), int(height[1])) if width and height else None


def with_sizes(html: str, page_url: str, file_at: Callable[[str], File | None]) -> str:
    """Return a page's HTML with the size of each picture, and all below the first heading fetched late.

    `page_url`: where the page stands below the site; `file_at`: path below the site → its file.
    What a picture says of itself already stays.
    """
    fold = html.find("<h2")

    def sized(image: re.Match[str]) -> str:
        source = _SOURCE.search(image[1])
        if not source:
            return image[0]
        file = file_at(unquote(urljoin(page_url, source[1])))
        size = size_of(file) if file else None
        wanted = [f'width="{size[0]}"', f'height="{size[1]}"'] if size and "width=" not in image[1] else []
        if 0 <= fold < image.start():
            wanted.append('loading="lazy"')
        new = (one for one in [*wanted, 'decoding="async"'] if f" {one.partition('=')[0]}=" not in image[1])
        return f"<img{' '.join([image[1], *new])} />"

    return _IMAGE.sub(sized, html)
