"""Makes the pictures of the handbook anew, from a real walk: windows of commands, pages, a workbook.

    PYTHONUTF8=1 PYTHONPATH=scripts:tests .venv/bin/python tests/handbook_pictures.py [FOLDER]

Needs, besides what the tests need, LibreOffice and pdftoppm, which draw the workbook. Without FOLDER the
pictures go where the handbook shows them. Holds no assertions.
"""

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from handbook_project import write_handbook_project
from handbook_scenes import GAP, UNIT, Window, edit_workbook, write_known_questions, write_sample
from handbook_walk import HOME, PAGES, as_read, run
from openpyxl import load_workbook
from openpyxl.styles import Alignment
from PIL import Image, ImageChops
from playwright.sync_api import Page, sync_playwright
from terminal_picture import terminal_svg

FOLDER = PAGES / "pictures"
LABELS = {
    "import-preview.svg": "命令窗口：导入的预览表，四道题都是新增、草稿",
    "import-again.svg": "命令窗口：再次导入的预览表，一道更新，三道不变",
}
COLOURS = 64
"""Of a picture of a page: its text stays sharp, the file small."""
_WIDTHS = {"A": 9, "B": 30, "C": 30, "D": 10, "E": 28, "F": 20, "G": 32}
"""Of the columns of the workbook, so that a page can show them all."""


def window_svg(name: str, command: str, shown: str, disk: Path) -> str:
    """Return the picture of a window: the command as the reader types it, and what it shows."""
    lines = [f"{HOME}>py scripts\\start.py {command}", *as_read(shown, disk)]
    return terminal_svg("\n".join(lines), LABELS[name])


def _save(picture: Image.Image, path: Path) -> None:
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB, {picture.width} × {picture.height}")


def _workbook(source: Path, out: Path, room: Path) -> None:
    """Draw a workbook with its headings, as a program for workbooks shows it."""
    book = load_workbook(source)
    sheet = book.active
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    for number, row in enumerate(sheet.iter_rows(), 1):
        sheet.row_dimensions[number].height = 15 if number == 1 else 46
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.print_options.gridLines = sheet.print_options.headings = True
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    book.save(room / "marked.xlsx")
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{room}/office", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", room, room / "marked.xlsx"], check=True, capture_output=True)
    subprocess.run(["pdftoppm", "-png", "-r", "150", room / "marked.pdf", room / "marked"], check=True)
    drawn = Image.open(next(room.glob("marked-*.png"))).convert("RGB")
    paper = Image.new("RGB", drawn.size, "white")
    left, top, right, bottom = ImageChops.difference(drawn, paper).getbbox() or (0, 0, *drawn.size)
    _save(drawn.crop((left - 2, top - 2, right + 2, bottom + 2)), out)


def _shot(page: Page, out: Path, selector: str = "", height: int | None = None) -> None:
    """Save what a browser shows: one element, or the window."""
    taken = page.locator(selector).screenshot() if selector else page.screenshot()
    picture = Image.open(BytesIO(taken))
    _save(picture.crop((0, 0, picture.width, min(picture.height, height or picture.height))), out)


def _preview_pages(root: Path, page: Page, folder: Path) -> None:
    window = Window(root)
    try:
        window.waits_for("网站好了")
        address = window.said.split("网站好了：")[1].split("　")[0]
        page.set_viewport_size({"width": 1000, "height": 1200})
        page.goto(f"{address}certificates/c/{UNIT}/")
        question = page.locator("portal-question", has_text="学生说到一半停下来")
        question.get_by_text("不出声，等他").click()
        question.get_by_role("button").first.click()
        page.wait_for_timeout(800)
        question.scroll_into_view_if_needed()
        _save(Image.open(BytesIO(question.screenshot())), folder / "question.png")
        bank = root / "quizzes" / "c" / f"{UNIT}.yml"
        good = bank.read_text("utf-8")
        bank.write_text(good.replace("correct: false", "corect: false", 1), "utf-8")
        window.waits_for("还有 2 处。")
        page.set_viewport_size({"width": 1000, "height": 640})
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(1500)
        if not page.locator("aside.portal-preview details[open]").count():
            page.locator("aside.portal-preview summary").click()
        page.wait_for_timeout(500)
        _shot(page, folder / "problem-panel.png")
        bank.write_text(good, "utf-8")
    finally:
        window.end()


def make(folder: Path) -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as browsers:
        disk = Path(made)
        root = write_handbook_project(disk / "xinyu")
        write_handbook_project(disk / "xinyu-old")
        browser = browsers.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-quic"]
        )
        page = browser.new_context(locale="zh-CN", viewport={"width": 1000, "height": 640}).new_page()
        book = disk / "题目" / "练手.xlsx"
        order = ["import", str(book), "--unit", UNIT]
        write_sample(book)
        run([*order, "--dry-run"], root)
        _workbook(book.with_name("练手（要改的）.xlsx"), folder / "marked-workbook.png", disk)
        edit_workbook(book, "B5", GAP, "____")
        for name, command, shown in (
            ("import-preview.svg", f"import D:\\题目\\练手.xlsx --unit {UNIT}", run(order, root, ["y"])),
            ("import-again.svg", f"import D:\\题目\\题库.xlsx --unit {UNIT} --dry-run", _again(disk)),
        ):
            (folder / name).write_text(window_svg(name, command, shown, disk), "utf-8")
        _preview_pages(root, page, folder)
        run(["import", str(book), "--status", "published", "--yes"], root)
        run(["publish", "--yes", "--against", str(disk / "xinyu-old")], root)
        page.goto((root / "site" / "updates" / "index.html").as_uri())
        page.wait_for_timeout(500)
        _shot(page, folder / "updates.png", height=420)
        browser.close()


def _again(disk: Path) -> str:
    root = write_handbook_project(disk / "again" / "xinyu")
    book = disk / "again" / "题库.xlsx"
    write_known_questions(book, root)
    return run(["import", str(book), "--unit", UNIT, "--dry-run"], root)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    target.mkdir(parents=True, exist_ok=True)
    make(target)
