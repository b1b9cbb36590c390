"""P109: a micro-lesson lies in the folder of those it is for, and says how long it takes."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.guide import MICRO

CODE = "P109"
TITLE = "微课放在 docs/micro/ 里给谁的文件夹，写明要几分钟"
WHY = "老师按“给谁、几分钟”来挑微课。放错地方，他就找不到。"

_FOLDERS = tuple(f"micro/{folder}/" for folder in MICRO)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each micro-lesson elsewhere or without minutes, and each other page among them."""
    for guide in catalogue.guides:
        is_micro, is_there = guide.front.kind == "micro-lesson", guide.path.startswith(_FOLDERS)
        if is_micro and not is_there:
            folders = "、".join(f"docs/micro/{folder}/（{title}）" for folder, title in MICRO.items())
            yield Finding(
                guide.marks.at("kind"), CODE, "微课没有放在微课的文件夹里", f"移到其中一个：{folders}。"
            )
        elif is_there and not is_micro:
            cure = "加一行 kind: micro-lesson；不是微课就移到别处。"
            yield Finding(guide.marks.at("kind"), CODE, "微课文件夹里的页没有写 kind: micro-lesson", cure)
        elif is_micro and guide.front.minutes is None:
            yield Finding(guide.marks.at(), CODE, "微课没有写要几分钟", "加一行 minutes: 5。")
