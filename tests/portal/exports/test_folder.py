"""What runs when the site is opened from a folder is the site's own code, every module, in another form."""

import json
import re
from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.exports.folder import folder_files, folder_scripts, is_fetched

SCRIPTS = Path(__file__).parents[3] / "overrides" / "assets" / "javascripts"
PLACE = "assets/javascripts/folder/"
ALL = dict(folder_scripts(SCRIPTS))
MODULES = {file.relative_to(SCRIPTS).as_posix() for file in SCRIPTS.rglob("*.js")} - {"from-folder.js"}
FORMS = re.compile(
    r'^(?:import \{[^}]*\} from "\.{1,2}/[^"]+";|export (?:(?:async )?function|class|const) \w+)',
    re.MULTILINE,
)
COMMENT = re.compile(r"^\s*(?:/?\*|//).*$|/\*\*.*?\*/", re.MULTILINE)


def written(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, "utf-8")
    return folder


def test_every_module_of_ours_and_of_others_is_there() -> None:
    inside = set(re.findall(r'^define\("([^"]+)"', ALL[f"{PLACE}portal.js"], re.MULTILINE))
    beside = {path.removeprefix(PLACE) for path in ALL} - {"portal.js"}
    assert inside | beside == MODULES
    assert beside == {f"vendor/{file.name}" for file in (SCRIPTS / "vendor").glob("*.js")}


def test_the_same_modules_give_the_same_scripts() -> None:
    assert dict(folder_scripts(SCRIPTS)) == ALL


@pytest.mark.parametrize("name", sorted(name for name in MODULES if not name.startswith("vendor/")))
def test_our_modules_use_the_few_forms_of_import_and_export_only(name: str) -> None:
    code = COMMENT.sub("", (SCRIPTS / name).read_text("utf-8"))
    rest = FORMS.sub("", code)
    assert re.findall(r"^(?:import|export)\b.*", rest, re.MULTILINE) == []
    assert re.findall(r'\bimport\((?!"\.{1,2}/[^"]+"\))[^)]*\)', rest) == []
    assert name == "portal.js" or "import.meta" not in rest


def test_no_module_form_is_left_in_the_scripts() -> None:
    for path, script in ALL.items():
        assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE), path
        assert "import(" not in script, path
        assert "import.meta" not in script, path


def test_a_module_is_run_when_it_is_first_needed(tmp_path: Path) -> None:
    written(
        tmp_path,
        portal='import { one as other } from "./a.js";\nconst later = () => import("./b.js");\n'
        "const here = import.meta.url;\nother(later, here);\n",
        a='/** @typedef {import("./types.js").Type} Type */\nexport const one = (x) => x;\n',
        b="export async function two() {}\nexport class Three {}\n",
    )
    script = dict(folder_scripts(tmp_path))[f"{PLACE}portal.js"]
    assert script.startswith('(() => {\n"use strict";\n// The site opened from a folder')
    assert script.endswith(
        'define("a.js", () => {\n/** @typedef {Type} Type */\nconst one = (x) => x;\n'
        "\nreturn { one };\n});\n"
        'define("b.js", () => {\nasync function two() {}\nclass Three {}\n\nreturn { two, Three };\n});\n'
        'define("portal.js", () => {\nconst { one: other } = need("a.js");\n'
        'const later = () => load("b.js");\nconst here = new URL("portal.js", scripts).href;\n'
        "other(later, here);\n\nreturn {  };\n});\n"
        'need("portal.js");\n})();\n'
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            'export { one } from "./a.js";\n',
            '脚本 portal.js 里的“export { one } from "./a.js";”打不进一个文件：'
            "只认 import {…} 和 export 声明。",
        ),
        (
            "const name = 1;\nimport(name);\n",
            "脚本 portal.js 里的“import(name);”打不进一个文件：只认 import {…} 和 export 声明。",
        ),
        ('import { one } from "./portal.js";\n', "脚本 portal.js 绕了一圈又要用到自己，打不成一个文件。"),
    ],
)
def test_a_form_that_is_not_provided_for_is_refused(tmp_path: Path, source: str, reason: str) -> None:
    with pytest.raises(PortalError) as refused:
        list(folder_scripts(written(tmp_path, portal=source)))
    assert str(refused.value) == reason


def test_a_missing_module_is_told(tmp_path: Path) -> None:
    written(tmp_path, portal='import { one } from "./a.js";\n')
    with pytest.raises(PortalError) as refused:
        list(folder_scripts(tmp_path))
    assert str(refused.value) == f"少了脚本 {tmp_path / 'a.js'}，打不成包。请重新拿一份完整的项目文件夹。"


def test_code_of_others_gives_its_exports_under_their_names(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    written(tmp_path, portal='import("./vendor/x.js");\n')
    (tmp_path / "vendor" / "x.js").write_text("// x\nconst a=1,b=2;export{a as one,b};\n", "utf-8")
    assert dict(folder_scripts(tmp_path))[f"{PLACE}vendor/x.js"] == (
        'portalFolder.define("vendor/x.js", () => {\n"use strict";\n// x\nconst a=1,b=2;\n'
        "return { one: a, b: b };\n});\n"
    )
    (tmp_path / "vendor" / "x.js").write_text("export default 1;\n", "utf-8")
    with pytest.raises(PortalError) as refused:
        list(folder_scripts(tmp_path))
    assert str(refused.value) == "脚本 vendor/x.js 末尾没有 export {…}，从文件夹打开的网页用不了它。"


def test_each_json_file_that_the_modules_fetch_has_a_script_with_the_same_in_it() -> None:
    fetched = re.findall(r'(?:fetch\(|new URL\()[^;]*?([\w/${}.]+\.json)', "".join(
        (SCRIPTS / name).read_text("utf-8") for name in MODULES if not name.startswith("vendor/")
    ))  # fmt: skip
    assert sorted(fetched) == ["../catalogue.json", "assets/questions/${unit}.json"]
    assert is_fetched("assets/catalogue.json")
    assert is_fetched("assets/questions/c-first-steps.json")
    assert not is_fetched("assets/release.json")
    text = json.dumps(
        {"a": '引号"、反斜杠\\、换行\n、行分隔\u2028\u2029', "__proto__": 1}, ensure_ascii=False
    )
    path, script = list(folder_files(SCRIPTS, [("assets/catalogue.json", text)]))[-1]
    assert path == "assets/catalogue.json.js"
    assert not {"\u2028", "\u2029"} & set(script)
    found = re.fullmatch(r'portalFolder\.data\("assets/catalogue\.json", (.*)\);\n', script)
    assert found
    assert json.loads(found[1]) == text
