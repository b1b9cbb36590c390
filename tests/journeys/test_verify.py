"""Somebody brings a record of study; whoever looks sees at once whether it is true. Also from a USB stick."""

import base64
import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import chdir
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import segno
import typer
from axe_playwright_python.sync_playwright import Axe
from journey_sites import SmallSite, serving
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from test_assessment import (
    CODE,
    IDENTITY,
    NOW,
    SCHOOL,
    at_school,
    begin,
    bring,
    choose,
    hand_in,
    open_board,
    paper,
)
from typer.testing import CliRunner

from portal.commands.build import build_site
from portal.commands.credential import credential
from portal.credentials.locking import key_of, lock
from portal.credentials.sealing import open_sealed
from portal.model.paper import canonical_text

OpenPage = Callable[..., Page]

PATH = "my/verify/"
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()
CAMERA = """(url) => { navigator.mediaDevices.getUserMedia = async () => {
    const image = new Image(); image.src = url; await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    setInterval(() => canvas.getContext("2d").drawImage(image, 0, 0), 200);
    return (window.film = canvas.captureStream(5)); }; }"""


class World(NamedTuple):
    """A site that pins an issuer, and what that issuer has given out: number → its files."""

    site: Path
    issued: Path

    def file(self, number: str, ending: str) -> Path:
        return next(self.issued.rglob(f"{number}.{ending}"))

    def compact(self, number: str) -> str:
        return str(json.loads(self.file(number, "json").read_text("utf-8"))["compact"])


def command(*arguments: str) -> None:
    app = typer.Typer()
    app.add_typer(credential)
    result = CliRunner().invoke(app, ["credential", *arguments])
    assert result.exit_code == 0, result.stdout


def passed(number: str, name: str, day: str = YESTERDAY) -> str:
    people = [{"number": number, "name": name, "school": "青山一小", "percent": 90.5}]
    head = {
        "schema": "portal-passed/1",
        "track": "c",
        "title": "C 证 · 人人会育心",
        "hours": 32,
        "rules": "c/1",
    }
    Path("passed.json").write_text(json.dumps({**head, "date": day, "people": people}), "utf-8")
    return "passed.json"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Records of the site's own issuer (one valid, one revoked, one expired), and one of a stranger."""
    made = SmallSite(tmp_path_factory.mktemp("verify"))
    made.write()
    with chdir(made.root):
        command("keys", "--name", "别处的单位")
        command("issue", passed("0099", "外人"), "--only", "json", "--out", "issued/stranger")
        shutil.rmtree("docs/credentials")
        shutil.rmtree("credentials")
        command("keys", "--name", "青山县教师发展中心")
        command("issue", passed("0012", "张小云"), "--out", "issued/all")
        command("issue", passed("0013", "李大勇"), "--only", "json", "--out", "issued/all")
        command(
            "issue",
            passed("0014", "王芳", "2020-01-01"),
            "--expires",
            "2020-12-31",
            "--only",
            "json",
            "--out",
            "issued/all",
        )
        command("revoke", "0013")
    build_site(made.root, made.site, with_files=False)
    return World(made.site, made.root / "issued")


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    with serving(world.site) as served:
        yield served


def photo(text: str) -> bytes:
    """Return a QR code as somebody takes a picture of it: askew, small, on a grey desk."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="png", scale=6, border=4)
    code = Image.open(drawn).convert("RGBA").rotate(7, expand=True, resample=Image.Resampling.BICUBIC)
    desk = Image.new("RGB", (2400, 1800), (188, 180, 170))
    desk.paste(code, (900, 500), code)
    made = io.BytesIO()
    desk.save(made, "JPEG", quality=80)
    return made.getvalue()


def choose_files(page: Page, *files: Path | bytes) -> None:
    """Choose files at once; bytes are a picture that has just been taken."""
    chosen = [
        ("IMG_0001.jpg", file) if isinstance(file, bytes) else (file.name, file.read_bytes())
        for file in files
    ]
    payloads: list[Any] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in chosen
    ]
    page.get_by_label("选文件").set_input_files(payloads)


def paste(page: Page, text: str) -> None:
    page.get_by_label("或者粘贴扫出来的文字").fill(text)
    page.get_by_role("button", name="核验粘贴的文字").click()


def count(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=f"核验了 {words}。")).to_be_focused()


def newest(page: Page) -> Any:
    return page.locator(".portal-verdict").first


def test_every_way_in_tells_the_truth_online_and_without_a_network(
    new_page: OpenPage, address: str, world: World
) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(address + PATH)
    expect(page.get_by_text("这个网站认得的签发单位：青山县教师发展中心。撤回名单更新于")).to_be_visible()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    choose_files(page, photo(world.compact("0012")))
    count(page, "1 份：有效 1")

    expect(newest(page).get_by_role("heading")).to_have_text("✓ 有效 · 张小云")
    facts = newest(page).locator("tr").all_inner_texts()
    assert [fact.split("\t")[0] for fact in facts] == [
        "学习记录", "姓名", "学时", "通过日期", "有效期至", "签发单位", "通过要求", "记录编号", "密钥",
        "撤回名单",
    ]  # fmt: skip
    assert facts[:6] == [
        "学习记录\tC 证 · 人人会育心", "姓名\t张小云", "学时\t32", f"通过日期\t{YESTERDAY}", "有效期至\t长期",
        "签发单位\t青山县教师发展中心",
    ]  # fmt: skip
    choose_files(page, *(world.file("0012", ending) for ending in ("json", "png", "pdf")))
    count(page, "1 份：有效 1")

    compact = world.compact("0012")
    head, payload, signature = compact.split(".")
    paste(
        page, ".".join((head, payload[:40] + ("A" if payload[40] != "A" else "B") + payload[41:], signature))
    )
    count(page, "2 份：有效 1，内容被改动过 1")
    assert "张小云" not in newest(page).inner_text()
    choose_files(page, world.file("0013", "json"), world.file("0014", "json"), world.file("0099", "json"))
    count(page, "5 份：有效 1，已撤回 1，已过期 1，不是本站签发 1，内容被改动过 1")
    expect(page.get_by_role("heading", name="已撤回 · 李大勇")).to_be_visible()
    expect(page.get_by_text("只到 2020年12月31日有效，现在过期了。")).to_be_visible()
    expect(page.get_by_text("外人")).to_have_count(0)
    choose_files(page, b"\xff\xd8\xff\xe0 broken", world.issued.parent / "passed.json")
    expect(page.get_by_text("IMG_0001.jpg：浏览器打不开这种图片。")).to_be_visible()
    expect(page.get_by_text("passed.json：这个文件不是签发的学习记录。")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []
    page.emulate_media(media="print")
    expect(newest(page)).to_be_visible()
    expect(page.locator(".portal-verify-open")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="清除结果").click()
    expect(page.locator(".portal-verdict")).to_have_count(0)
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == []
    assert page.url == address + PATH
    assert page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})").count("张小云") == 0


def test_the_camera_reads_the_code_and_is_let_go(new_page: OpenPage, address: str, world: World) -> None:
    page = new_page()
    page.goto(address + PATH)
    url = "data:image/jpeg;base64," + base64.b64encode(photo(world.compact("0012"))).decode()
    page.evaluate(CAMERA, url)
    page.get_by_role("button", name="用摄像头扫").click()
    count(page, "1 份：有效 1")
    assert page.evaluate("film.getTracks().map((track) => track.readyState)") == ["ended"]
    other = "data:image/jpeg;base64," + base64.b64encode(photo("https://example.org/")).decode()
    page.evaluate(CAMERA, other)
    page.get_by_role("button", name="用摄像头扫").click()
    expect(page.get_by_text("这个二维码不是学习记录上的。")).to_be_visible()
    page.get_by_role("button", name="关掉摄像头").click()
    expect(page.get_by_role("button", name="用摄像头扫")).to_be_focused()
    assert page.evaluate("film.getTracks().map((track) => track.readyState)") == ["ended"]


def test_plain_http_under_the_strict_policy_verifies_all_the_same(new_page: OpenPage, world: World) -> None:
    page = new_page()
    at_school(page.context, world.site)
    page.goto(SCHOOL + PATH)
    assert page.evaluate("window.crypto.subtle === undefined")
    expect(page.get_by_text("这里用不了摄像头")).to_be_visible()
    choose_files(page, photo(world.compact("0012")), world.file("0012", "png"), world.file("0013", "json"))
    count(page, "2 份：有效 1，已撤回 1")


@pytest.fixture
def stick(browser: Browser, world: World, tmp_path: Path) -> Iterator[tuple[Path, Page]]:
    """The site on a USB stick, and a page of somebody without a network."""
    folder = tmp_path / "U 盘" / "心育 学堂"
    shutil.copytree(world.site, folder)
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True, offline=True
    )
    yield folder, context.new_page()
    context.close()


def test_from_a_usb_stick_records_are_verified_and_an_assessment_is_sat(
    stick: tuple[Path, Page], world: World
) -> None:
    folder, page = stick
    page.goto((folder / "index.html").as_uri())
    for there, name in (("我的", "learning"), ("核验", "verify")):
        page.locator(".md-tabs a, .md-nav a", has_text=there).first.evaluate("link => link.click()")
        page.wait_for_url(f"**/my/{name}/index.html")
    page.locator("portal-verify h2").first.wait_for()
    choose_files(page, world.file("0012", "pdf"), photo(world.compact("0013")))
    count(page, "2 份：有效 1，已撤回 1")

    page.clock.install(time=NOW)
    page.goto((folder / "my" / "assessment" / "index.html").as_uri())
    locked = lock(paper(), key_of(CODE, bytes(16)), bytes(16), bytes(12))
    bring(page, canonical_text(locked.as_data()))
    page.get_by_label("开卷码").fill(CODE)
    page.keyboard.press("Enter")
    begin(page)
    open_board(page)
    choose(page, 0, "b")
    hand_in(page)
    with page.expect_download() as loading:
        page.get_by_role("button", name="下载答卷文件").click()
    answers = json.loads(open_sealed(Path(loading.value.path()).read_bytes(), IDENTITY))
    assert answers["answers"] == {"private/choice-0": ["b"]}
    page.reload()
    expect(page.get_by_role("heading", name="已经密封")).to_be_visible()


def test_from_a_usb_stick_one_studies_as_on_the_site(stick: tuple[Path, Page]) -> None:
    folder, page = stick
    page.goto((folder / "certificates" / "c" / "first-steps" / "index.html").as_uri())
    question = page.locator("#q-opening")
    question.locator("input[value=blame]").check()
    question.get_by_role("button", name="提交").click()
    for number in range(2):
        page.locator("#q-people input").nth(number).check()
    page.locator("#q-people").get_by_role("button", name="提交").click()
    page.goto((folder / "my" / "learning" / "index.html").as_uri())
    expect(page.locator("portal-learning")).to_contain_text("在学")
    page.goto((folder / "my" / "mistakes" / "index.html").as_uri())
    expect(page.locator("portal-mistakes > .portal-progress-words")).to_contain_text("错题 1 题")
    page.get_by_role("button", name="只练这些（1 题）").click()
    page.locator(".portal-practice-stage input[value=see]").check()
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".portal-practice-stage portal-question.portal-is-right")).to_be_visible()
