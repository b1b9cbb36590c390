"""mkdocs-quiz renders the very same bytes with and without our shortcuts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import markdown
import mkdocs_quiz.plugin
import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from portal.load import load
from portal.model.bank import Bank
from portal.pages.quiz_markup import bank_markup
from portal.pages.quiz_speed import quicken

ROOT = Path(__file__).parents[3]

EDGES = (
    "12356", "1. 一", "1) 一", "（一）", "a, b; c%", "一  二", "一\u3000二", "甲——乙……", "“甲”", "甲 - 乙",
    "~~甲~~", "https://a.example", "a_b_c", "甲&乙", "甲&lt;", "!!! 甲", "*[甲]: 乙", "    甲", "甲  ",
    "甲: 乙", "===", "甲{#a}",
)  # fmt: skip
"""Texts at the border of what Markdown leaves alone."""


@pytest.fixture(autouse=True)
def plain_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = mkdocs_quiz.plugin.TranslationManager
    monkeypatch.setattr(mkdocs_quiz.plugin, "TranslationManager", getattr(manager, "__wrapped__", manager))


def render(texts: list[str], is_quick: bool) -> Iterator[str]:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    plugin: Any = config.plugins["mkdocs_quiz"]
    if is_quick:
        quicken(plugin)
        quicken(plugin)
    for number, text in enumerate(texts):
        names = (f"unit-{number}.md", "other.md")
        files = Files([File(name, "docs", "site", use_directory_urls=True) for name in names])
        page = Page(None, next(iter(files)), config)
        page.meta = {"quiz": {"enabled": True}}
        page.markdown = plugin.on_page_markdown(text, page=page, config=config)
        page.render(config, files)
        yield str(plugin.on_page_content(page.content, page=page, config=config, files=files))


def test_real_banks_and_links_and_code_come_out_the_same() -> None:
    banks: tuple[Bank, ...] = load(ROOT).catalogue.banks
    rich = (
        "<quiz>\n看 [别页](other.md#here) 和 `a|b`：\n\n```python\nx = 1\n```\n\n"
        "- [x] **对** [别页](other.md)\n> 反馈[^1]\n- [ ] 错\n\n# 标题\n\n# 标题\n\n[^1]: 注\n</quiz>\n\n"
        "<quiz>\n# 标题\n\n空 [[一]]\n\n---\n解析 *x*\n</quiz>\n"
    )
    edges = "".join(f"<quiz>\n问？\n- [x] {words}\n- [ ] 否\n</quiz>\n\n" for words in EDGES)
    texts = [*(bank_markup(bank) for bank in banks[::7]), rich, rich, edges]
    assert list(render(texts, is_quick=True)) == list(render(texts, is_quick=False))


def test_words_without_markup_are_not_given_to_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    convert = markdown.Markdown.convert
    monkeypatch.setattr(
        markdown.Markdown, "convert", lambda self, text: asked.append(text) or convert(self, text)
    )
    list(render(["<quiz>\n问？\n- [x] 是的，我在。\n- [ ] **不**是\n</quiz>\n"], is_quick=True))
    assert [text for text in asked if "是" in text] == ["**不**是"]


def test_markdown_is_set_up_once_a_page_and_translations_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    plugin_class = mkdocs_quiz.plugin.MkDocsQuizPlugin
    create, parse = (
        plugin_class._create_fragment_markdown,
        mkdocs_quiz.plugin.TranslationManager._parse_po_file,
    )
    monkeypatch.setattr(
        plugin_class, "_create_fragment_markdown", lambda *given: made.append("markdown") or create(*given)
    )
    monkeypatch.setattr(
        mkdocs_quiz.plugin.TranslationManager,
        "_parse_po_file",
        lambda *given: made.append("words") or parse(*given),
    )
    question = "<quiz>\n问？\n- [x] 是\n- [ ] 否\n</quiz>\n\n"
    list(render([question * 3, question * 3], is_quick=True))
    assert made.count("markdown") == 2
    assert made.count("words") <= 1
