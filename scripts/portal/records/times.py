"""Many times of records at once: checked by every rule of the calendar, and turned into seconds."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from portal.model.flat import Numbers

LENGTH = 20
_FORM = np.frombuffer(b"0000-00-00T00:00:00Z", np.uint8)
_DIGITS = np.flatnonzero(ord("0") == _FORM)
_MARKS = np.flatnonzero(ord("0") != _FORM)
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)
_BEFORE = np.concatenate(([0, 0], np.cumsum(_DAYS[1:12]))).astype(np.int32)
"""Month → days of a common year before it."""
_EPOCH = 719163
"""Day number of 1 January 1970, where 1 January 0001 is day 1."""


def seconds_of(moments: Sequence[str]) -> Numbers | None:
    """Return times of 20 characters each as seconds since 1970; None when one of them is none.

    The rules are those of `Time` in `model/record.py`: years 0001 to 9999, days that the month has, UTC.
    """
    text = "".join(moments)
    if not text.isascii():
        return None
    signs = np.frombuffer(text.encode("ascii"), np.uint8).reshape(-1, LENGTH)
    digits = signs[:, _DIGITS] - ord("0")
    if digits.max(initial=0) > 9 or (signs[:, _MARKS] != _FORM[_MARKS]).any():
        return None
    return _checked(np.ascontiguousarray(digits.T).astype(np.int32))


def _checked(digits: NDArray[np.int32]) -> Numbers | None:
    year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
    month, day, hour, minute, second = (digits[place] * 10 + digits[place + 1] for place in range(4, 14, 2))
    ranged = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1) & (hour < 24) & (minute < 60)
    if not (ranged & (second < 60)).all():
        return None
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    if (day > _DAYS[month] + (leap & (month == 2))).any():
        return None
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    days += _BEFORE[month] + (leap & (month > 2)) + day - _EPOCH
    found: Numbers = days.astype(np.int64) * 86400 + (hour * 3600 + minute * 60 + second)
    return found
