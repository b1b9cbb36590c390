"""Pictures in questions: how texts name them, what their first bytes say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.model.picture import Shape, shape_of, shown_in

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9)
VP8X = b"RIFF....WEBPVP8X\x0a" + bytes(7)
VP8 = b"RIFF....WEBPVP8 \x0d" + bytes(6)
FRAME = b"\xff\xc2\x00\x11\x08\x01\x2c\x02\x58\x03" + bytes(9)


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x58\x00\x00\x01\x2c", Shape("png", 600, 300)),
        (b"GIF89a\x58\x02\x2c\x01", Shape("gif", 600, 300)),
        (VP8X + b"\x57\x02\x00\x2b\x01\x00", Shape("webp", 600, 300)),
        (b"RIFF....WEBPVP8L\x0d\x00\x00\x00\x2f\x57\xc2\x4a\x00" + bytes(5), Shape("webp", 600, 300)),
        (VP8 + b"\x9d\x01\x2a\x58\x02\x2c\x01", Shape("webp", 600, 300)),
        (JPEG + FRAME, Shape("jpg", 600, 300)),
        (JPEG + b"\xff\xff\xfe\x00\x04xx" + FRAME, Shape("jpg", 600, 300)),
        (JPEG, None),
        (b"BM" + bytes(50), None),
        (b"<svg/>", None),
        (b"", None),
    ],
)  # fmt: skip
def test_format_and_size_are_told_by_the_first_bytes(data: bytes, shape: Shape | None) -> None:
    assert shape_of(data) == shape


@given(
    st.sampled_from([b"", JPEG, JPEG + b"\xff\xda", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF....WEBP"]),
    st.binary(),
)
def test_any_bytes_are_a_picture_or_none(head: bytes, rest: bytes) -> None:
    shape = shape_of(head + rest)
    assert shape is None or min(shape.width, shape.height) >= 0


def test_pictures_are_found_where_markdown_shows_them() -> None:
    shown = "![门口](pictures/a/door.png) `![不是](x.png)` [链接](y.png)"
    text = f'{shown} ![a\\]b]( <c.png> "题")\n\n```\n![也不是](z.png)\n```'
    assert shown_in(text) == [("门口", "pictures/a/door.png"), ("a\\]b", "c.png")]
