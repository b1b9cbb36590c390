"""Decides which credential everybody gets: a new one, or the very one issued before."""

import secrets
from dataclasses import dataclass, field, replace

from portal.credentials.register import Issued, Register
from portal.model.credential_words import plain
from portal.model.passed import Passed, PassedPerson


@dataclass
class Plan:
    """What is going to be signed."""

    rows: list[Issued] = field(default_factory=list)
    """In the order of the list of those who passed."""
    new: int = 0
    revoked: list[Issued] = field(default_factory=list)
    """Issued before and revoked since: these are not issued again by themselves."""
    differing: list[str] = field(default_factory=list)
    """Sentences on those to whom something else was issued before."""
    earlier: int = 0
    """How many keep a credential of another date."""

    def told(self) -> list[str]:
        """Return what was done, in sentences."""
        lines = [f"签发 {len(self.rows)} 份：新 {self.new}，照旧 {len(self.rows) - self.new}。"]
        if self.revoked:
            shown = "、".join(f"{row.name}（{row.id}）" for row in self.revoked[:5])
            lines.append(f"有 {len(self.revoked)} 份已经撤回，没有再签发：{shown}。要重新签发，加 --again。")
        if self.earlier:
            lines.append(f"{self.earlier} 人以前签发过，通过日期照原来的。")
        if self.differing:
            lines.append("这些人签发过，内容和名单不同，照原来的签：")
            lines += [f"  {sentence}" for sentence in self.differing]
            lines.append("要改，先 portal credential revoke 撤回，再加 --again 签发。")
        return lines


def _differs(old: Issued, person: PassedPerson, passed: Passed, expires: str) -> str:
    """Return in which field an earlier credential differs from what would be signed now."""
    wanted = (
        ("姓名", old.name, person.name),
        ("轨道标题", old.title, passed.title),
        ("学时", old.hours, plain(passed.hours)),
        ("有效期", old.expires or "长期", expires or "长期"),
    )
    return "、".join(f"{label}“{was}”→“{now}”" for label, was, now in wanted if was != now)


def plan(
    passed: Passed, register: Register, issuer: str, expires: str, today: str, again: bool = False
) -> Plan:
    """Add to the register what is new, and return what is to be signed.

    `issuer`: its name; `again`: whose credential was revoked gets a new one. Nothing is written yet.
    """
    made = Plan()
    for person in passed.people:
        fresh = _new_row(person, passed, issuer, expires, today)
        old = register.find(fresh.key)
        if old and old.revoked and not again:
            made.revoked.append(old)
        elif old and not old.revoked and (not old.expires or old.expires >= today):
            made.earlier += old.date != passed.date
            if difference := _differs(old, person, passed, expires):
                made.differing.append(f"{person.name}（{old.id}）：{difference}")
            made.rows.append(old)
        else:
            made.rows.append(_placed(fresh, register))
            made.new += 1
    return made


def _new_row(person: PassedPerson, passed: Passed, issuer: str, expires: str, today: str) -> Issued:
    return Issued(
        id="", number=person.number, name=person.name, school=person.school, title=passed.title,
        hours=plain(passed.hours), date=passed.date, expires=expires, issuer=issuer, rules=passed.rules,
        list="", index="", salt=secrets.token_urlsafe(16), issued=today,
    )  # fmt: skip


def _placed(row: Issued, register: Register) -> Issued:
    number, index = register.new_place()
    placed = replace(row, id=register.new_id(), list=number, index=index)
    register.add(placed)
    return placed
