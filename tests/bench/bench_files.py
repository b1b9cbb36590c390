"""Times making all that teachers take away of 100 lessons: the first time, and when nothing changed.

Beside it a plain loop of pandoc: the same kinds of files one after another, with pandoc's own looks,
without drawings, packs or plans.
"""

import shutil
from pathlib import Path

from measuring import Cost, Row, alternate, cost_rows, timed_python

LESSONS = 100

_OURS = """
import sys
from pathlib import Path
from portal.exports.site_files import SiteFiles
from portal.load import load

if __name__ == "__main__":
    files = SiteFiles(load(Path()).catalogue, Path(".cache/files"))
    files.make_all()
    files.copy_into(Path("site-files"))
"""

_PLAIN = """
import subprocess
from pathlib import Path
import pypandoc, typst
from portal.exports.drawings import fonts
from portal.load import load

PANDOC = pypandoc.get_pandoc_path()

def convert(text, target, *options):
    command = [PANDOC, "-f", "markdown-citations", *options, "-o", str(target)]
    subprocess.run(command, input=text.encode(), check=True, stderr=subprocess.DEVNULL)

out = Path("plain")
out.mkdir(exist_ok=True)
for lesson in load(Path()).catalogue.lessons:
    body, name = lesson.body, lesson.id.replace("/", "-")
    texts = {"": body.markdown, "-worksheet": body.section("学生活动单").full_text}
    convert(body.markdown, out / f"{name}.docx")
    convert("\\n\\n".join(f"## {part.title}\\n{part.text}" for part in lesson.slides), out / f"{name}.pptx")
    for end, text in texts.items():
        source = out / f"{name}{end}.typ"
        convert(text, source, "-t", "typst", "-s", "-V", "mainfont=Noto Serif SC")
        typst.compile(source, output=source.with_suffix(".pdf"), font_paths=fonts())
"""


def _with_lessons(project: Path) -> int:
    """Copy lessons of grade 5 into grade 6 until there are a hundred; return how many there are."""
    lessons = project / "docs" / "lessons"
    found = [file for file in lessons.glob("grade-*/*.md") if file.name != "index.md"]
    copied = lessons / "grade-6"
    copied.mkdir(exist_ok=True)
    for name in ["index.md", *sorted(file.name for file in found if file.parent.name == "grade-5")]:
        text = (lessons / "grade-5" / name).read_text("utf-8").replace("grade: 5", "grade: 6", 1)
        (copied / name).write_text(text, "utf-8")
    return len([file for file in lessons.glob("grade-*/*.md") if file.name != "index.md"])


def run(project: Path, rounds: int) -> list[Row]:
    """Return the rows for the files of a copied project; its lessons become a hundred."""
    count = _with_lessons(project)
    if count != LESSONS:
        raise SystemExit(f"there are {count} lessons, not {LESSONS}; change how many are copied")
    (project / "make_files.py").write_text(_OURS, "utf-8")
    (project / "plain_loop.py").write_text(_PLAIN, "utf-8")

    def anew() -> Cost:
        shutil.rmtree(project / ".cache", ignore_errors=True)
        return timed_python(["make_files.py"], project)

    costs = alternate(
        {
            "plain loop of pandoc": lambda: timed_python(["plain_loop.py"], project),
            "first time": anew,
            "nothing changed": lambda: timed_python(["make_files.py"], project),
            "reading the content": lambda: timed_python(
                ["-c", "from pathlib import Path; from portal.load import load; load(Path())"], project
            ),
        },
        rounds,
    )
    plain, first, again, reading = costs.values()
    return [
        *cost_rows(f"all files of {count} lessons, first time", first, plain, "plain loop of pandoc"),
        *cost_rows("the same, nothing changed", again, reading, "reading the content alone"),
    ]
