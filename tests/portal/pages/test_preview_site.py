"""A page of the preview is, byte for byte, the page that `portal build` writes, after any kind of edit."""

from pathlib import Path

import pytest
from preview_project import BANK, UNIT, UNIT_PAGE, change, write_preview_project
from small_project import write_project

from portal.commands.build import build_site
from portal.exports.page_scripts.minified import minified
from portal.load import load
from portal.load.kept import Kept
from portal.pages.preview.content import Content, content_of
from portal.pages.preview.questions import questions_at
from portal.pages.preview.site import PreviewSite
from portal.pages.shipped import shipped

QUESTIONS = "assets/questions/c-first-steps.json"


class Previewed:
    """A project and its preview, as `portal serve` joins them."""

    def __init__(self, root: Path) -> None:
        self.root, self.kept = root, Kept()
        self.content: Content | None = None
        self.content = self.read()
        self.site = PreviewSite(root / "mkdocs.yml", self.content.catalogue, self.content.text_of, False)

    def read(self) -> Content:
        loaded = load(self.root, self.kept)
        return content_of(loaded.catalogue, loaded.findings, self.kept.text_of, self.content)

    def save(self) -> None:
        self.content = self.read()
        self.site.show(self.content.catalogue, self.content.text_of)

    def html(self, address: str) -> str:
        shown = self.site.page(address)
        assert shown
        return shown.html.decode()


@pytest.fixture
def previewed(tmp_path: Path) -> Previewed:
    return Previewed(write_preview_project(tmp_path / "project"))


def bytes_of(asset: bytes | Path | None) -> bytes:
    return asset.read_bytes() if isinstance(asset, Path) else asset or b""


def as_shipped(address: str, text: str, site: PreviewSite) -> str:
    """Return a file of the preview as a build ships it: shortened, its scripts in few parts."""
    if address.endswith(".html"):
        return shipped(text, site._config)
    return minified({address: text})[address] if address.endswith(".css") else text


def test_after_edits_of_every_kind_each_page_is_what_a_build_writes(
    previewed: Previewed, tmp_path: Path
) -> None:
    root, site = previewed.root, previewed.site
    for address in site.addresses():
        site.page(address)
    docs = root / "docs"
    change(root / UNIT, "早一点看到。", "早一点看到，[找谁](../../campus/referral.md)。")
    change(root / BANK, "prompt: 哪一句更合适？", "prompt: 这两句里，**哪一句**更合适？")
    previewed.save()
    site.page(UNIT_PAGE)
    help_block = docs / "_includes" / "help.md"
    help_block.write_text(help_block.read_text("utf-8") + "\n先告诉一个人。\n", "utf-8")
    change(docs / "lessons/grade-5/why-i-learn.md", "title: 我为什么学习", "title: 我为什么要学习")
    previewed.save()
    site.page(UNIT_PAGE)
    guide = (docs / "campus/referral.md").read_text("utf-8")
    (docs / "campus/second-page.md").write_text(guide.replace("title: ", "title: 又一页：", 1), "utf-8")
    previewed.save()
    (docs / "campus/referral.md").rename(docs / "campus/third-page.md")
    change(root / UNIT, "../../campus/referral.md", "../../campus/third-page.md")
    change(root / "overrides/unit.html", "{% block before_page %}", "{% block before_page %}<i>新样子</i>")
    site.read_looks()
    previewed.save()

    addresses = site.addresses()
    assert len(addresses) > 10
    assert "campus/third-page/index.html" in addresses
    assert "新样子" in previewed.html(UNIT_PAGE)
    shown = {address: previewed.html(address).encode() for address in addresses} | {
        "404.html": site.not_found(),
        "assets/catalogue.json": bytes_of(site.asset("assets/catalogue.json")),
        QUESTIONS: questions_at(QUESTIONS, previewed.content.catalogue, site),
        "assets/stylesheets/portal.css": bytes_of(site.asset("assets/stylesheets/portal.css")),
    }
    change(root / "mkdocs.yml", "service_worker: true", "service_worker: false")  # never in a preview
    build_site(root, tmp_path / "site", with_files=False)
    for address, content in shown.items():
        built = (tmp_path / "site" / address).read_text("utf-8")
        assert as_shipped(address, content.decode(), site) == built, address
    assert [path.name for path in (tmp_path / "site").rglob("*preview*")] == []


def test_only_what_a_page_is_made_from_makes_its_markdown_anew(previewed: Previewed) -> None:
    rendered: list[str] = []
    plugins = previewed.site._config.plugins
    plugins.events["page_markdown"].insert(
        0, lambda markdown, page, **more: rendered.append(page.file.src_uri) or markdown
    )
    previewed.html(UNIT_PAGE)
    change(previewed.root / "docs/campus/referral.md", "title: ", "title: 新的")
    previewed.save()
    assert "新的" in previewed.html("campus/referral/index.html")
    previewed.html(UNIT_PAGE)
    change(previewed.root / "docs/_includes/help.md", "12356", "12355")
    previewed.save()
    previewed.html(UNIT_PAGE)
    assert rendered.count("certificates/c/first-steps.md") == 2


def test_a_page_that_cannot_be_rendered_keeps_its_last_good_text_and_says_why(previewed: Previewed) -> None:
    good = previewed.html(UNIT_PAGE)
    change(previewed.root / UNIT, '--8<-- "help.md"', '--8<-- "help.md"\n\n--8<-- "none.md"')
    previewed.save()
    shown = previewed.site.page(UNIT_PAGE)
    assert shown
    assert shown.html.decode() == good
    assert [(str(one.place), one.code) for one in shown.troubles] == [(f"{UNIT}:1:1", "P201")]
    assert "none.md" in shown.troubles[0].reason
    change(previewed.root / UNIT, '\n\n--8<-- "none.md"', "")
    previewed.save()
    assert previewed.html(UNIT_PAGE) == good
    assert previewed.site.troubles == {}


def test_a_broken_template_is_named_with_its_line_and_the_page_stays(previewed: Previewed) -> None:
    good = previewed.html(UNIT_PAGE)
    template = previewed.root / "overrides/unit.html"
    text = template.read_text("utf-8")
    template.write_text(text + "\n{% endif %}\n", "utf-8")
    previewed.site.read_looks()
    previewed.save()
    shown = previewed.site.page(UNIT_PAGE)
    assert shown
    assert shown.html.decode() == good
    assert [one.code for one in shown.troubles] == ["P202"]
    assert shown.troubles[0].place.path == "overrides/unit.html"
    assert shown.troubles[0].place.line > text.count("\n")
    assert shown.troubles[0].reason.startswith("模板画不出页面：")


def test_the_questions_shown_are_proved_against_the_bank_here_too(previewed: Previewed) -> None:
    change(previewed.root / BANK, "prompt: 哪一句更合适？", 'prompt: "哪一句 &nosuch; 更<合适？"')
    previewed.save()
    troubles = previewed.site.page(UNIT_PAGE)
    assert troubles
    assert all(one.place.path == BANK for one in troubles.troubles)


def test_a_page_without_a_bank_and_a_track_without_a_page_are_still_shown(previewed: Previewed) -> None:
    (previewed.root / BANK).unlink()
    (previewed.root / "docs/certificates/c/index.md").write_text("---\ntitle: [\n---\n", "utf-8")
    fresh = Previewed(previewed.root)
    assert "早一点看到。" in fresh.html(UNIT_PAGE)


def test_a_blueprint_that_cannot_be_read_leaves_the_exam_as_it_was(tmp_path: Path) -> None:
    exam = "title: C 证模拟考\nminutes: 4\nlines:\n  - {module: basics, count: 2}\nstatus: published\n"
    root, kept = write_project(tmp_path, {"quizzes/exams/c.yml": exam}), Kept()
    loaded = load(root, kept)
    good = content_of(loaded.catalogue, loaded.findings, kept.text_of, None)
    change(root / "quizzes/exams/c.yml", "minutes: 4", "minuts: 4")
    loaded = load(root, kept)
    assert loaded.catalogue.published_exams == {}
    shown = content_of(loaded.catalogue, loaded.findings, kept.text_of, good)
    assert shown.catalogue.published_exams == good.catalogue.published_exams
    assert list(good.catalogue.published_exams) == ["c"]


def test_addresses_outside_the_site_are_none(previewed: Previewed) -> None:
    for address in ("../mkdocs.yml", "quizzes/c/first-steps.yml", "main.html", "", "docs/index.md"):
        assert previewed.site.page(address) is None
        assert previewed.site.asset(address) is None
