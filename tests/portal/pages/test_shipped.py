"""A finished page names what the build made of scripts and styles, and has no white space left to send."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from portal.pages.shipped import shipped, style_files

ROOT = Path(__file__).parents[3]
CONFIG: Any = SimpleNamespace(
    theme=SimpleNamespace(custom_dir=str(ROOT / "overrides")),
    extra_css=["assets/stylesheets/portal.css", "assets/stylesheets/learning.css"],
)
SHEET = '<link rel="stylesheet" href="../assets/stylesheets/{}.css">'
SCRIPT = '<script type="module" src="../assets/javascripts/portal.js"></script>'


def test_the_sheets_of_a_page_come_as_one_in_their_order() -> None:
    page = "\n  ".join(SHEET.format(name) for name in ("question", "portal", "learning"))
    assert shipped(page, CONFIG) == SHEET.format("question-portal-learning")
    texts = dict(style_files(CONFIG))
    joined = texts["assets/stylesheets/question-portal-learning.css"]
    parts = [texts[f"assets/stylesheets/{name}.css"] for name in ("question", "portal", "learning")]
    assert joined == "\n".join(parts)


def test_sheets_that_no_template_names_together_and_the_themes_own_stay() -> None:
    page = SHEET.format("verify") + SHEET.format("question") + SHEET.format("main.57a0d79d.min")
    assert shipped(page, CONFIG) == page


def scripts(*names: str, later: str = "") -> str:
    said = {"portal.js": later and f' data-portal-later="{later}"'}
    place = "../assets/javascripts/"
    return "".join(f'<script defer src="{place}{name}"{said.get(name, "")}></script>' for name in names)


def test_the_scripts_of_a_page_are_asked_for_in_their_order_and_hold_nothing_up() -> None:
    page = "<portal-data></portal-data>"
    assert shipped(page + SCRIPT, CONFIG) == page + scripts("parts/start.js", "parts/data.js", "portal.js")


def test_what_a_page_can_show_without_waits_until_somebody_uses_it() -> None:
    page = "<portal-learning></portal-learning><table>"
    assert shipped(page + SCRIPT, CONFIG) == page + scripts(
        "parts/elements/wide-tables.js", "portal.js", later="start.js learning.js"
    )


def test_white_space_goes_but_not_where_it_is_seen() -> None:
    page = "<p>一\n\n   二</p>\n   <pre>a\n\n  b</pre>\n<textarea>\n\n x</textarea>\n\n\n<b>"
    assert shipped(page, CONFIG) == "<p>一\n二</p>\n<pre>a\n\n  b</pre>\n<textarea>\n\n x</textarea>\n<b>"
