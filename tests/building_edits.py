"""Edits of a small project as a season of work brings them, chosen by a seed. Holds no assertions."""

import random
import re
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[Path, random.Random], None]

LESSON = "docs/lessons/grade-5/why-i-learn.md"
UNIT = "docs/certificates/c/first-steps.md"
NEXT = "docs/certificates/c/next-steps.md"
TRACK = "docs/certificates/c/index.md"
GUIDE = "docs/campus/referral.md"
BANK = "quizzes/c/first-steps.yml"


def change(root: Path, path: str, pattern: str, by: str) -> None:
    """Replace the first match in a file; leave the file alone where an earlier edit took it away."""
    file = root / path
    if file.exists():
        text = file.read_text("utf-8")
        file.write_text(re.sub(pattern, lambda _: by, text, count=1, flags=re.MULTILINE), "utf-8")


def _append(path: str, words: str) -> Edit:
    def edit(root: Path, chance: random.Random) -> None:
        file = root / path
        if file.exists():
            file.write_text(f"{file.read_text('utf-8')}\n{words.format(chance.randrange(1000))}\n", "utf-8")

    return edit


def _title(path: str) -> Edit:
    return lambda root, chance: change(root, path, r"^title: .*$", f"title: 第{chance.randrange(1000)}回")


def _set(path: str, pattern: str, *values: str) -> Edit:
    return lambda root, chance: change(root, path, pattern, chance.choice(values))


def _rename(root: Path, chance: random.Random) -> None:
    """Move a guide; what linked to it leads nowhere until the next move back."""
    old, new = root / GUIDE, root / "docs/campus/moved.md"
    first, second = (old, new) if old.exists() else (new, old)
    if first.exists():
        first.rename(second)


def _add(root: Path, chance: random.Random) -> None:
    number = chance.randrange(3)
    head = f"---\ntitle: 新页{number}\nsummary: 第{number}页\nstatus: published\n---\n"
    text = f"{head}\n## 一\n\n看[这里](referral.md)。\n"
    (root / f"docs/campus/new-{number}.md").write_text(text, "utf-8")


def _delete(root: Path, chance: random.Random) -> None:
    for file in sorted((root / "docs/campus").glob("new-*.md"))[:1]:
        file.unlink()


def _template(root: Path, chance: random.Random) -> None:
    file = root / "overrides" / chance.choice(["main.html", "lesson.html", "unit.html", "track.html"])
    text = re.sub(r"<!-- \d+ -->", "", file.read_text("utf-8"))
    file.write_text(
        text.replace("{% endblock %}", f"<!-- {chance.randrange(99)} -->{{% endblock %}}", 1), "utf-8"
    )


def _template_of_the_navigation(root: Path, chance: random.Random) -> None:
    file = root / "overrides" / "main.html"
    words = "{% for one in nav.pages %}{{ one.title }}{% endfor %}"
    text = file.read_text("utf-8")
    text = (
        text.replace(words, "")
        if words in text
        else text.replace("<portal-profile>", f"{words}<portal-profile>")
    )
    file.write_text(text, "utf-8")


def _picture(root: Path, chance: random.Random) -> None:
    folder = root / "docs/certificates/c/pictures/first-steps"
    folder.mkdir(parents=True, exist_ok=True)
    side = chance.randrange(10, 90)
    size = f'viewBox="0 0 {side} {side}" width="{side}" height="{side}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'
    (folder / "face.svg").write_text(svg, "utf-8")
    change(
        root,
        BANK,
        r"^( +prompt: )(?!.*face)(.*)$",
        "    prompt: 看图 ![一张脸](pictures/first-steps/face.svg)，选哪个？",
    )


EDITS: dict[str, Edit] = {
    "a lesson's text": _append(LESSON, "再想想第 {} 遍。"),
    "a unit's text": _append(UNIT, "再读第 {} 遍。"),
    "a guide's text": _append(GUIDE, "## 第 {} 条\n\n照着做。"),
    "a lesson's title": _title(LESSON),
    "a unit's title": _title(NEXT),
    "a track's title": _title(TRACK),
    "the first page's title": _title("docs/index.md"),
    "keywords": _set(LESSON, r"^keywords: .*$", "keywords: [动机]", "keywords: [动机, 理由]"),
    "a bank": _set(
        BANK, r"^ +explanation: .*$", "    explanation: 先听，再说。", "    explanation: 先停，再听。"
    ),
    "a status": _set(GUIDE, r"^status: .*$", "status: draft", "status: retired", "status: published"),
    "a lesson's status": _set(LESSON, r"^status: .*$", "status: draft", "status: published"),
    "pass percent": _set(TRACK, r"^pass_percent: .*$", "pass_percent: 80", "pass_percent: 90"),
    "an include": _set("docs/_includes/help.md", r"\A.*$", "请找 12356。", "可以打 12356，或告诉老师。"),
    "a link": _append(UNIT, "看[那里](../../campus/referral.md)。"),
    "an anchor that is not there": _append(GUIDE, "看[这里](#nowhere-{})。"),
    "a broken link": _append(NEXT, "看[没有](nothing-{}.md)。"),
    "a picture": _picture,
    "a move": _rename,
    "a new page": _add,
    "a page less": _delete,
    "a template": _template,
    "a template that reads the navigation": _template_of_the_navigation,
    "the site's name": _set("mkdocs.yml", r"^site_name: .*$", "site_name: 甲", "site_name: 乙"),
    "the site's address": _set(
        "mkdocs.yml", r"^site_dir: .*$", "site_dir: site", "site_dir: site\nsite_url: https://a.example/b/"
    ),
    "a feature": _set(
        "mkdocs.yml", r"^    - navigation.(top|expand)$", "    - navigation.expand", "    - navigation.top"
    ),
    "Markdown": _set("mkdocs.yml", r"^      toc_depth: .*$", "      toc_depth: 2", "      toc_depth: 3"),
    "a script": _append("overrides/assets/javascripts/portal.js", "// {}"),
    "a style": _append("overrides/assets/stylesheets/portal.css", "p {{ order: {} }}"),
}  # fmt: skip
"""What is edited → how."""


def damage(folder: Path, chance: random.Random) -> None:
    """Spoil one file of a cache as a bad disk or a killed program may."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    if not files:
        return
    file = chance.choice(files)
    raw = bytearray(file.read_bytes())
    match chance.randrange(3):
        case 0:
            raw = raw[: chance.randrange(len(raw) + 1)]
        case 1 if raw:
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        case _:
            raw += b"\0"
    file.write_bytes(raw)
