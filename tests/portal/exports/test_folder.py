"""What the site's modules fetch can also be had where nothing can be fetched: from a folder."""

import json
import re
from pathlib import Path

from portal.exports.folder import folder_files, is_fetched


def test_what_the_modules_fetch_has_a_script_beside_it() -> None:
    assert is_fetched("assets/catalogue.json")
    assert is_fetched("assets/questions/c-first-steps.json")
    assert is_fetched("search/head.json")
    assert not is_fetched("assets/release.json")


def test_the_script_holds_the_same_text_in_a_form_that_old_browsers_read() -> None:
    text = json.dumps(
        {"a": '引号"、反斜杠\\、换行\n、行分隔\u2028\u2029', "__proto__": 1}, ensure_ascii=False
    )
    [(path, script)] = folder_files([("assets/catalogue.json", text)])
    assert path == "assets/catalogue.json.js"
    assert not {"\u2028", "\u2029"} & set(script)
    found = re.fullmatch(r'portalFolder\.data\("assets/catalogue\.json", (.*)\);\n', script)
    assert found
    assert json.loads(found[1]) == text


def test_the_same_scripts_run_from_a_folder_and_on_a_server() -> None:
    runtime = Path(__file__).parents[3] / "scripts/portal/exports/page_scripts/runtime.js"
    assert runtime.read_text("utf-8").count('location.protocol === "file:"') == 1
