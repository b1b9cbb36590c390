"""What the search knows of Chinese writing: simplified characters, and how words are read."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

_HAN_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_SYLLABLE = re.compile("[a-z]+")


@cache
def all_simplified() -> dict[int, int]:
    """Return code point of every traditional character → of the simplified one."""
    lines = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    found = ((old, new.split()[0]) for old, new in pairs)
    return {ord(old): ord(new) for old, new in found if len(old) == len(new) == 1 and old != new}


def simplified_for(used: set[str]) -> str:
    """Return pairs of characters, traditional and simplified, for the simplified ones that are used.

    Only traditional ones that people write: those of the first level of Big5.
    """
    pairs = ((chr(old), chr(new)) for old, new in sorted(all_simplified().items()))
    return "".join(old + new for old, new in pairs if new in used and _is_written(old))


def _is_written(character: str) -> bool:
    code = character.encode("big5", "ignore")
    return len(code) == 2 and code[0] < 0xC9


def _common_characters() -> set[str]:
    """Return the 3,755 most common characters, those of the first level of GB 2312."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return {character for code in codes if (character := code.decode("gb2312", "ignore"))}


@cache
def _read(word: str) -> str:
    from pypinyin import lazy_pinyin  # half a second: only who builds waits for it

    return " ".join(lazy_pinyin(word, v_to_u=False))


def pinyin_of(words: Iterable[str], used: Iterable[str]) -> dict[str, Any]:
    """Return how words are read (`words`), and the characters of each syllable (`chars`).

    `used`: characters of the site. A ü is written v, as on keyboards.
    """
    han = sorted({word for word in words if _HAN_WORD.fullmatch(word)})
    characters = sorted(_common_characters() | {one for one in used if "\u4e00" <= one <= "\u9fff"})
    of_syllable: dict[str, list[str]] = {}
    for one in characters:
        of_syllable.setdefault(_read(one), []).append(one)
    return {
        "words": {word: _read(word) for word in han},
        "chars": " ".join(
            syllable + "".join(found)
            for syllable, found in sorted(of_syllable.items())
            if _SYLLABLE.fullmatch(syllable)
        ),
    }
