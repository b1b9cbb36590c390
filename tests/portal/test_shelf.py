"""What a shelf gives back is what was laid on it, or nothing."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from portal.shelf import Shelf


def test_a_thing_is_found_by_its_name_its_key_and_the_same_code(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "kept", b"code")
    shelf.keep("a", {"one": [1]}, b"key")
    assert Shelf(tmp_path / "kept", b"code").find("a", b"key") == {"one": [1]}
    assert shelf.find("a", b"other") is None
    assert shelf.find("b", b"key") is None
    assert Shelf(tmp_path / "kept", b"newer").find("a", b"key") is None
    assert Shelf(tmp_path / "kept", b"code", is_read=False).find("a", b"key") is None


@given(st.data())
def test_a_flipped_byte_anywhere_counts_as_not_there(tmp_path_factory: object, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("shelf")  # type: ignore[attr-defined]
    shelf = Shelf(folder, b"code")
    shelf.keep("a", "什么都好")
    (file,) = folder.iterdir()
    raw = bytearray(file.read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    file.write_bytes(bytes(raw[: data.draw(st.integers(0, len(raw)))]))
    assert shelf.find("a") is None


def test_what_is_no_longer_needed_goes_and_what_somebody_is_writing_stays(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, b"code")
    shelf.keep("a", 1)
    shelf.keep("b", 2)
    (tmp_path / "half.123").write_bytes(b"being written")
    shelf.forget_all_but(["b"])
    assert (shelf.find("a"), shelf.find("b")) == (None, 2)
    assert (tmp_path / "half.123").exists()


def test_a_folder_that_cannot_be_written_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    shelf = Shelf(tmp_path / "kept", b"code")
    shelf.keep("a", 1)
    assert shelf.find("a") is None
    shelf.forget_all_but([])
