"""`issued.csv`: what was issued to whom, kept beside the private keys. Needed to revoke, and to issue again.

Whoever opens it in Excel and saves it loses zeros and dates; so each line bears a check value.
"""

import csv
import io
import secrets
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from portal.credentials.in_place import write_whole
from portal.errors import PortalError, said
from portal.model.credential import Credential
from portal.model.issuer import LIST_BITS

FILE = "issued.csv"
BEFORE = "issued.before.csv"
"""The register as it was before the last change."""

HEAD = (
    "记录编号", "编号", "姓名", "学校", "轨道名称", "学时", "通过日期", "有效期至", "签发单位", "要求版本",
    "名单", "序号", "盐", "签发日期", "撤回日期", "核对",
)  # fmt: skip

MOST_IN_LIST = LIST_BITS // 2
"""Credentials of a status list: a place found at random is free every second time at the worst."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORMULA = ("=", "+", "-", "@", "\t", "'")


@dataclass(frozen=True)
class Issued:
    """A line of the register. All texts, as they stand in the file."""

    id: str
    number: str
    name: str
    school: str
    title: str
    hours: str
    date: str
    expires: str
    issuer: str
    rules: str
    list: str
    index: str
    salt: str
    issued: str
    """The day of the first issue."""
    revoked: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Who, and by which rules. Not when: a later report lists everybody again, under its own date."""
        who = (self.number,) if self.number else ("", self.name, self.school)
        return (*who, self.rules)

    def credential(self, kid: str) -> Credential:
        """Return the credential as a key is to sign it."""
        return Credential(
            kid=kid, id=self.id, name=self.name, title=self.title, hours=float(self.hours),
            date=self.date, expires=self.expires, issuer=self.issuer, rules=self.rules,
            list=int(self.list), index=int(self.index),
        )  # fmt: skip


def _check_value(cells: Sequence[str]) -> str:
    return f"{zlib.crc32(chr(9).join(cells).encode()):08x}x"  # the x keeps Excel from taking it for a number


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class Register:
    """Everything that was issued with the keys of a folder."""

    def __init__(self, folder: Path) -> None:
        """Read the register of a folder; there may be none yet. Raises PortalError when it was changed."""
        self.path = folder / FILE
        self._raw = self._bytes()
        self.rows: list[Issued] = []
        self._of_key: dict[tuple[str, ...], Issued] = {}
        self._taken: set[str | tuple[str, str]] = set()
        for row in self._read() if self._raw else ():
            self.add(row)

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise PortalError(f"{self.path} 读不了：{said(error)}。") from error

    def _broken(self, line: int) -> PortalError:
        return PortalError(
            f"{self.path} 第 {line} 行和写的时候不一样，多半是在 Excel 里存过盘"
            "（编号前面的 0 会丢，日期会变样）。"
            f"从备份里拿回来；同一文件夹里的 {BEFORE} 是上一次改动以前的。要看就另存一份看。"
        )

    def _read(self) -> Iterator[Issued]:
        try:
            reader = csv.reader(io.StringIO(self._raw.decode("utf-8-sig"), newline=""))
            for cells in reader:
                if reader.line_num == 1 and tuple(cells) == HEAD:
                    continue
                plain = [cell.removeprefix("'") for cell in cells]
                if len(cells) != len(HEAD) or plain[-1] != _check_value(plain[:-1]):
                    raise self._broken(reader.line_num)
                yield Issued(*plain[:-1])
        except (UnicodeDecodeError, csv.Error) as error:
            raise self._broken(1) from error

    def find(self, key: tuple[str, ...]) -> Issued | None:
        """Return the newest line of a key."""
        return self._of_key.get(key)

    def matching(self, word: str) -> list[Issued]:
        """Return the lines with that id, number or name."""
        wanted = word.strip()
        rows = self.rows if wanted else []
        return [row for row in rows if wanted.upper() == row.id or wanted in (row.number, row.name)]

    def new_id(self) -> str:
        """Return an id that no line has."""
        while True:
            letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
            found = "-".join(letters[at : at + 4] for at in (0, 4, 8))
            if found not in self._taken:
                return found

    def new_place(self) -> tuple[str, str]:
        """Return number of a status list and a random place in it that no line has."""
        number = str(len(self.rows) // MOST_IN_LIST + 1)
        while True:
            place = (number, str(secrets.randbelow(LIST_BITS)))
            if place not in self._taken:
                return place

    def add(self, row: Issued) -> None:
        """Add a line."""
        self.rows.append(row)
        self._of_key[row.key] = row
        self._taken |= {row.id, (row.list, row.index)}

    def revoke(self, ids: set[str], day: str) -> None:
        """Note the day of revoking at the lines with these ids; an earlier day stays."""
        self.rows = [
            replace(row, revoked=day) if row.id in ids and not row.revoked else row for row in self.rows
        ]

    def revoked(self) -> list[tuple[int, int, str]]:
        """Return list, place and day of everything that was revoked."""
        return [(int(row.list), int(row.index), row.revoked) for row in self.rows if row.revoked]

    def save(self) -> None:
        """Write the register, and keep the one before. Raises PortalError."""
        if self._bytes() != self._raw:
            raise PortalError(f"{self.path} 刚刚被另一个窗口改过，没有动它。等那边做完，再运行一次。")
        if self._raw:
            write_whole(self.path.with_name(BEFORE), self._raw, secret=True)
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(HEAD)
        for row in self.rows:
            cells = astuple(row)
            writer.writerow([*map(_guarded, cells), _check_value(cells)])
        raw = text.getvalue().encode("utf-8-sig")
        write_whole(self.path, raw, secret=True)
        self._raw = raw
