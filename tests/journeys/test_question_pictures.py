"""A question with pictures on a phone and on a desk: seen whole, never wider than the question."""

import struct
import zlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

PLACE = "docs/certificates/c/pictures/first-steps"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = (b"\0" + b"\xaa" * ((width + 7) // 8)) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


EDITS = {
    f"{PLACE}/door.png": png(1600, 900),
    f"{PLACE}/face.png": png(300, 400),
    "quizzes/c/first-steps.yml": [
        [
            "prompt: 哪一句更合适？",
            'prompt: "看图：\\n\\n![学生站在门口](pictures/first-steps/door.png)\\n\\n哪一句？"',
        ],
        ["text: 又怎么了？", "text: '![一张脸](pictures/first-steps/face.png)'"],
        ["feedback: 像责备。", "feedback: '像责备。![学生站在门口](pictures/first-steps/door.png)'"],
    ],
}


@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_are_seen_whole_and_never_wider_than_their_question(
    small_site, new_page: OpenPage, width: int
) -> None:
    small_site.rebuild(EDITS)
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(small_site.address + "certificates/c/first-steps/")
    page.locator("#q-opening input[value='blame']").check()
    page.locator("#q-opening").get_by_role("button", name="提交").click()
    pictures = page.locator("#q-opening img")
    expect(pictures).to_have_count(3)
    column = page.locator("#q-opening").bounding_box()
    assert column is not None
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth > 0")
        box = picture.bounding_box()
        assert box is not None
        assert column["x"] <= box["x"]
        assert box["x"] + box["width"] <= column["x"] + column["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
