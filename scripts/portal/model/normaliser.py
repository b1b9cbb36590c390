"""Folds what learners type into blanks, so that spelling habits do not decide over right and wrong.

The same steps stand in `overrides/assets/javascripts/core/normalise.js`;
`tests/contracts/normalise.json` and a property test hold the two together.
"""

import re
import unicodedata

_FOLDS = {
    ".": "。．",
    ",": "、，",
    '"': "“”„‟«»「」『』〝〞",
    "'": "‘’‚‛`´",
    "-": "‐‑‒–—―−﹣－～〜~",
    "<": "《〈",
    ">": "》〉",
    "[": "【〔",
    "]": "】〕",
    "·": "•・",
}
_FOLD = str.maketrans({sign: fold for fold, signs in _FOLDS.items() for sign in signs})
_EDGES = ".,;:!?\"'<>()[]{}"
_SETTLED = re.compile(r"[\u4e00-\u9fffa-z0-9](?:[\u4e00-\u9fffa-z0-9,.;:!?\"'<>()-]*[\u4e00-\u9fffa-z0-9])?")
"""Texts that folding leaves as they are, told without folding them."""
_SPACES = frozenset("\u0085\u2028\u2029\u00a0\u1680\u202f\u205f\u3000 \t\n\v\f\r") | {
    chr(code) for code in range(0x2000, 0x200B)
}


def _is_dropped(char: str) -> bool:
    selector = 0xFE00 <= ord(char) <= 0xFE0F
    return char in _SPACES or selector or unicodedata.category(char) in ("Cc", "Cf")


class _Folds(dict[int, int | str | None]):
    """What each character becomes; worked out when it first comes, for banks of thousands of questions."""

    def __missing__(self, code: int) -> int | str | None:
        self[code] = None if _is_dropped(chr(code)) else _FOLD.get(code, code)
        return self[code]


_FOLDED = _Folds()


class _Alone(dict[int, str]):
    """What each of the characters of _USUAL becomes; no other character changes that."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKC", chr(code)).lower().translate(_FOLDED)
        return self[code]


_FOLDED_ALONE = _Alone()
_USUAL = re.compile(r"[\u4e00-\u9fffA-Za-z0-9，。、；：？！“”‘’（）《》…—,.;:?!\"'()% -]*")


def _once(text: str) -> str:
    if _USUAL.fullmatch(text):
        folded = text.translate(_FOLDED_ALONE)
    else:
        folded = unicodedata.normalize("NFKC", text).lower().translate(_FOLDED)
    return folded.strip(_EDGES) or folded


def normalise(text: str) -> str:
    """Return the form in which two answers are compared; folding it again changes nothing.

    The steps, repeated until nothing changes: (1) NFKC (full width → half width); (2) lower case;
    (3) no white space, no control or format characters, no variation selectors; (4) Chinese
    punctuation, quotes and dashes become their ASCII form; (5) punctuation is taken from both
    ends, unless nothing would be left.
    """
    while not _SETTLED.fullmatch(text) and (folded := _once(text)) != text:
        text = folded
    return text
