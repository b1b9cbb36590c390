"""`portal paper new`: the private folder of an assessment, with a plan to fill in and a key to seal to."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.root import project_root
from portal.errors import PortalError, said
from portal.model.authored import SLUG

_PLAN = """\
# 正式考核：{name}。写完运行：portal paper check {name}
title: {title}   # 考生看到的标题
track: {track}
minutes: 60
pass_percent: 80
# opens: 2026-12-05 09:00       # 北京时间，早于它不能开始；不写就不限
# closes: 2026-12-05 11:00      # 北京时间，晚于它交的会标出来
# modules:                      # 模块 → banks 里的题库；不写就一个题库一个模块
#   policy: [policy-and-role]
lines:                          # 一行抽几题；可以加 unit、objective、difficulty: [2, 3]
  - {{module: first-bank, count: 10}}
forms: [A, B]                   # 几套平行卷；一人一卷就改成 per_candidate: true
"""
_BANK = """\
# 这里的题不能在网站上出现过。写法和网站的题库一样。
questions:
  - id: first-question
    type: single
    objective: first-objective
    prompt: 〔题干〕
    choices:
      - {id: one, text: 〔选项一〕, correct: true, feedback: 〔为什么对〕}
      - {id: two, text: 〔选项二〕, correct: false, feedback: 〔为什么不对〕}
    explanation: 〔解析〕
    difficulty: 1
    status: draft
"""


def new(
    name: Annotated[
        str, typer.Argument(metavar="英文名", help="文件夹名，也是试卷编号的开头，如 2026-winter")
    ],
    below: Annotated[
        Path | None, typer.Option("--in", help="建在哪个文件夹下；默认项目的 assessments")
    ] = None,
    title: Annotated[str, typer.Option(help="考核的标题")] = "〔考核标题〕",
    track: Annotated[str, typer.Option(help="轨道：c、b 或 a")] = "c",
) -> None:
    """新建一次正式考核的私有文件夹：计划、题库、名单和密钥。"""
    from portal.commands.paper.reading import quoted
    from portal.credentials.folder import BANKS, CANDIDATES, PLAN, SEAL_KEY, check_place

    root = project_root()
    for what, text in (("英文名", name), ("轨道", track)):
        if re.fullmatch(SLUG, text) is None or len(text) > 40:
            raise PortalError(
                f"{what} '{text}' 不合用：只用小写英文、数字和连字符，最多 40 个字符，如 2026-winter。"
            )
    folder = (below or root / "assessments") / name
    check_place(root, folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
    except FileExistsError as error:
        raise PortalError(f"{folder} 已经有了，没有动它。换一个名字。") from error
    except OSError as error:
        raise PortalError(f"{folder} 建不了：{said(error)}。换一个地方（--in）。") from error
    _fill(folder, name, title, track)
    print(
        f"新建了 {folder}\n"
        f"  {PLAN}   计划：抽多少题、考多久\n"
        f"  {BANKS}/            题库：这里的题不能上网站\n"
        f"  {CANDIDATES[0]}    名单：编号、姓名、学校\n"
        f"  {SEAL_KEY}     密钥：现在就抄一份到 U 盘；丢了，交上来的答卷谁也打不开\n"
        f"整个文件夹不进 git，也不会发布。写好后运行：portal paper check {quoted(folder if below else name)}"
    )


def _fill(folder: Path, name: str, title: str, track: str) -> None:
    """Write what every assessment begins with, and a key that nobody else has."""
    from portal.credentials.folder import BANKS, CANDIDATES, PLAN, SEAL_KEY, hide_from_git
    from portal.credentials.in_place import write_whole
    from portal.credentials.sealing import make_identity

    hide_from_git(folder)
    identity, recipient = make_identity()
    plan = _PLAN.format(name=name, title=json.dumps(title, ensure_ascii=False), track=track)
    for path, text in {
        SEAL_KEY: f"# 正式考核 {name} 的密钥，{date.today()}。公钥：{recipient}\n{identity}\n",
        PLAN: plan,
        f"{BANKS}/first-bank.yml": _BANK,
        CANDIDATES[0]: "\ufeff编号,姓名,学校\r\n",
    }.items():
        write_whole(folder / path, text.encode(), secret=True)
