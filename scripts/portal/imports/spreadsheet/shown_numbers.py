"""Numbers of a workbook as they are seen: 0.5 in a cell of percents is `50%`, 46266 in one of dates a day."""

import re
from datetime import datetime, timedelta
from fractions import Fraction
from math import isfinite

from portal.imports.tables import Cell

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that workbooks name by number only, in the form that Chinese Excel shows."""

_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_IS_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_PART = re.compile(
    r'"([^"]*)"|\\(.)|\[[^\]]*\]|(y+|m+|d+|h+|s+|a+/p|am/pm|上午/下午)|(.)', re.IGNORECASE
)
_LAST_DAY = 2_958_465
_MOST_DIGITS = 30


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else f"{number:.15g}"


def _date_part(sign: str, moment: datetime, is_minute: bool) -> str:
    kind, size = sign[0].lower(), len(sign)
    value = {
        "y": moment.year, "d": moment.day, "h": moment.hour, "s": moment.second,
        "m": moment.minute if is_minute else moment.month,
    }.get(kind)  # fmt: skip
    if value is None:
        return "上午" if moment.hour < 12 else "下午"
    if kind == "y":
        return str(value) if size > 2 else f"{value % 100:02}"
    if kind == "d" and size > 2:
        return "周" + "一二三四五六日"[moment.weekday()]
    if kind == "m" and size > 2 and not is_minute:
        return f"{value}月"
    return f"{value:02}" if size == 2 else str(value)


def _shown_date(number: float, form: str, is_1904: bool) -> str:
    if not 0 <= number <= _LAST_DAY:
        return _plain(number)
    # Day 60 is 29 February 1900, which Excel believes in; before it all days are one later.
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30 if number >= 60 else 31)
    moment = start + timedelta(seconds=round(number * 86_400))
    found = _DATE_PART.findall(form)
    kinds = [sign[0].lower() for _, _, sign, _ in found if sign]
    parts, place = [], 0
    for quoted, escaped, sign, other in found:
        if not sign:
            parts.append(quoted or escaped or other)
            continue
        beside = [*kinds[max(place - 1, 0) : place], *kinds[place + 1 : place + 2]]
        is_minute = len(sign) < 3 and (beside[:1] == ["h"] or beside[-1:] == ["s"])
        parts.append(_date_part(sign, moment, is_minute))
        place += 1
    return "".join(parts).strip()


def _shown_fraction(number: float, form: str) -> str:
    below = re.search(r"/([?#0]{1,5})", form)
    part = Fraction(number).limit_denominator(10 ** len(below[1]) - 1 if below else 9)
    whole, rest = divmod(abs(part), 1)
    shown = " ".join(text for text in (str(whole) if whole else "", str(rest) if rest else "") if text)
    return f"{'-' if part < 0 else ''}{shown or '0'}"


def _shown_decimal(number: float, bare: str) -> str:
    percent = "%" in bare
    digits = re.search(r"\.([0#?]+)", bare)
    shape = digits[1][:_MOST_DIGITS] if digits else ""
    fixed, most = shape.count("0"), len(shape)
    text = f"{number * 100 if percent else number:,.{most}f}"
    whole, _, rest = text.partition(".")
    rest = rest[:fixed] + rest[fixed:].rstrip("0")
    if not re.search(r"[0#?],[0#?]", bare):
        whole = whole.replace(",", "")
    padding = min(bare.split(".")[0].count("0"), _MOST_DIGITS)
    if "," not in whole and padding > 1:
        sign = "-" if whole.startswith("-") else ""
        whole = sign + whole.lstrip("-").rjust(padding, "0")
    return whole + (f".{rest}" if rest else "") + ("%" if percent else "")


def shown(number: float, form: str, is_1904: bool = False) -> Cell:
    """Return a number as a cell with that number format shows it; units in quotes stand with it."""
    section = form.split(";")[0]
    bare = _ASIDE.sub("", section)
    if not isfinite(number):
        return Cell(str(number), "error")
    if not bare or bare.lower() in ("general", "@", "g/通用格式") or "e+" in bare.lower():
        return Cell(_plain(number), "number")
    if _IS_DATE.search(bare):
        return Cell(_shown_date(number, section, is_1904), "date")
    if re.search(r"/[?#0]", bare):
        return Cell(_shown_fraction(number, bare), "number")
    if not re.search(r"[0#?]", bare):
        return Cell(_plain(number), "number")
    sides = re.split(r"[0#?][0#?.,%]*", re.sub(r"\[[^\]]*\]|_.|\*.", "", section), maxsplit=1)
    before, after = (re.sub(r'["\\%]', "", side) for side in (*sides, "")[:2])
    return Cell(f"{before}{_shown_decimal(number, bare)}{after}".strip(), "number")
