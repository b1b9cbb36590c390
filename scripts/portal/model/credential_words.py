"""What a credential says of itself. It never says licence: those are given by the authorities."""

from typing import Final

KIND: Final = "学习记录"
"""What it is called, everywhere."""

NEVER: Final = ("证书", "执照", "资格", "持证", "上岗", "许可证", "合格证")
"""Words that no text of a credential may hold, but for the two sentences that say what it is not."""

WHAT_IT_IS: Final = "这是一份学习记录：写明谁在哪一天学完、达到了哪一条轨道的要求。"
WHAT_IT_IS_NOT: Final = "它不是上岗资格证书；资格证书由主管部门颁发。"
HOW_TO_CHECK: Final = (
    "打开门户的“核验”页，用摄像头扫这个二维码，或者粘贴扫出来的文字；不用联网，改动过一个字也看得出。"
)


def name_of(title: str) -> str:
    """Return the name of the achievement: the track's title behind what it is."""
    return f"{KIND}：{title}"


def title_of(name: str) -> str:
    """Return the track's title in the name of an achievement."""
    return name.removeprefix(f"{KIND}：")


def criteria(rules: str, hours: str) -> str:
    """Return what had to be done. `rules`: c/1, c/nanning/1."""
    track, *place, version = rules.split("/")
    where = f"（{place[0]}）" if place else ""
    done = f"学完轨道 {track}{where}的 {hours} 学时，达到第 {version} 版通过要求"
    return f"{done}，由培训者的工具按原始作答重新判分。"


def plain(number: float) -> str:
    """Return hours as people write them: 32, 1.5."""
    return f"{number:g}"
