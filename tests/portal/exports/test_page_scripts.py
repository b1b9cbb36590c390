"""The parts that pages load hold the site's own modules, each once, in a form that any browser runs."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.exports.page_scripts import script_files
from portal.exports.page_scripts.minified import minified, minified_once
from portal.exports.page_scripts.sources import Sources
from portal.pages.modules import BASE, parts

SCRIPTS = Path(__file__).parents[3] / "overrides" / "assets" / "javascripts"
PLACE = "assets/javascripts/"
MODULES = sorted(file.relative_to(SCRIPTS).as_posix() for file in SCRIPTS.rglob("*.js"))
FORMS = re.compile(
    r'^(?:import \{[^}]*\} from "\.{1,2}/[^"]+";|export (?:(?:async )?function|class|const) \w+)',
    re.MULTILINE,
)
TEXT = re.compile(r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""")
COMMENT = re.compile(r"^\s*(?:/?\*|//).*$|/\*\*.*?\*/", re.MULTILINE)


def written(folder: Path, **sources: str) -> Path:
    for name, source in {"portal": "", "start": "", **sources}.items():
        (folder / f"{name}.js").write_text(source, "utf-8")
    return folder


def made(folder: Path, **kinds: list[str]) -> dict[str, str]:
    return {path.removeprefix(PLACE): text for path, text in script_files(folder, kinds, "start.js")}


def test_every_module_is_in_some_part_and_none_is_left_over() -> None:
    assert {*Sources(SCRIPTS).all_from("portal.js")} == {*MODULES}


def test_the_same_modules_give_the_same_scripts() -> None:
    assert [*script_files(SCRIPTS, parts(SCRIPTS), BASE)] == [*script_files(SCRIPTS, parts(SCRIPTS), BASE)]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("vendor/")])
def test_our_modules_use_the_few_forms_of_import_and_export_only(name: str) -> None:
    code = COMMENT.sub("", (SCRIPTS / name).read_text("utf-8"))
    rest = FORMS.sub("", code)
    assert re.findall(r"^(?:import|export)\b.*", rest, re.MULTILINE) == []
    assert re.findall(r'\bimport\((?!"\.{1,2}/[^"]+"\))[^)]*\)', rest) == []
    assert name == "portal.js" or "import.meta" not in rest


def test_no_module_form_and_no_comment_is_left_in_what_is_shipped() -> None:
    for path, script in minified(dict(script_files(SCRIPTS, parts(SCRIPTS), BASE))).items():
        assert not re.search(r"(?:^|;)(?:import|export)\b", script), path
        assert "import.meta" not in script, path
        assert "@typedef" not in script, path


def declarations(code: str, begin: int) -> list[str]:
    """Return what is declared from a place on to the end of the statement, one by one."""
    ends, depth, at = [begin - 1], 0, begin
    while at < len(code) and depth >= 0 and (depth or code[at] not in ";\n"):
        depth += (code[at] in "([{") - (code[at] in ")]}")
        if code[at] == "," and not depth:
            ends.append(at)
        at += 1
    return [code[start + 1 : end] for start, end in pairwise([*ends, at])]


def used_too_early(script: str) -> list[str]:
    """Return what takes a value apart before the names are there that the value is made from."""
    code, found = TEXT.sub('""', script), []
    for match in re.finditer(r"\b(?:const|let|var)(?=[\[{])", code):
        first, *others = declarations(code, match.end())
        later = {name[0] for name in (re.match(r"[\w$]+", one) for one in others) if name}
        is_at_once = "=>" not in first and "function" not in first
        if is_at_once and later & {*re.findall(r"(?<![\w$.])[\w$]+(?![\w$]*:)", first)}:
            found.append(first)
    return found


def test_nothing_is_taken_apart_before_it_is_there() -> None:
    """What shortens moves `const { a } = f((b) || c)` before `const b`: it does not see into brackets."""
    wrong = "function f(e) { const b = g(e); const { a } = k((b) || []); return a; }"
    assert used_too_early(minified({"a.js": wrong})["a.js"]) == ["{a:n}=k(t||[])"], "mended: this test can go"
    shipped = minified(dict(script_files(SCRIPTS, parts(SCRIPTS), BASE)))
    assert [(path, one) for path, script in shipped.items() for one in used_too_early(script)] == []


def test_modules_of_a_part_share_their_names_and_those_that_clash_stay_apart(tmp_path: Path) -> None:
    written(
        tmp_path,
        start='import { one as other } from "./a.js";\nimport { two } from "./b.js";\n'
        "const mine = 1;\nexport const go = () => [other(), two(), mine];\n",
        portal='const later = () => import("./start.js");\nlater(import.meta.url);\n',
        a="const mine = 2;\nexport const one = () => mine;\n",
        b="const mine = 3;\nexport function two() { return mine; }\n",
    )
    assert made(tmp_path)["parts/start.js"] == (
        "(() => {\nconst parts = window.portalParts = window.portalParts || new Map();\n"
        'const part = ($need, $load, fetch, $scripts) => {\n"use strict";\n'
        "const mine = 2;\nconst one = () => mine;\n\n"
        "const { two } = (() => {\nconst mine = 3;\nfunction two() { return mine; }\n\n"
        "return { two };\n})();\n"
        "const { go } = ((other) => {\n\n\nconst mine = 1;\nconst go = () => [other(), two(), mine];\n\n"
        "return { go };\n})(one);\n"
        'return { "start.js": { go } };\n};\n'
        'for (const name of ["start.js"]) if (!parts.has(name)) parts.set(name, part);\n})();\n'
    )


def test_a_name_of_the_browser_is_not_shared(tmp_path: Path) -> None:
    written(
        tmp_path,
        start='import { print as out } from "./a.js";\nexport const go = () => [out(), print()];\n',
        portal='import("./start.js");\n',
        a="export function print() { return 1; }\n",
    )
    assert made(tmp_path)["parts/start.js"].split("\n")[4:11] == [
        "const { print: print$2 } = (() => {", "function print() { return 1; }", "", "return { print };",
        "})();", "const { go } = ((out) => {", "",
    ]  # fmt: skip
    assert "})(print$2);" in made(tmp_path)["parts/start.js"]


def test_a_part_takes_from_those_before_it_and_gives_what_others_ask_for(tmp_path: Path) -> None:
    written(
        tmp_path,
        portal='import { said } from "./words.js";\nimport("./start.js");\nsaid();\n',
        words="export const said = () => 1;\nexport const silent = () => 2;\n",
        start='import { silent as quiet } from "./words.js";\n'
        'export const go = () => import("./x.js");\nquiet();\n',
        x='import { said } from "./words.js";\nexport const shown = said;\n',
    )
    scripts = made(tmp_path, kind=["x.js"])
    assert 'return { "portal.js": {  }, "words.js": { said, silent } };' in scripts["portal.js"]
    for part in ("parts/kind.js", "parts/x.js"):
        assert 'const { said } = $need("words.js");\n' in scripts[part]
        assert 'return { "x.js": { shown } };' in scripts[part]
    assert 'const go = () => $load("x.js");' in scripts["parts/start.js"]


def test_a_part_that_pages_without_the_base_ask_for_brings_all_it_imports(tmp_path: Path) -> None:
    written(
        tmp_path,
        portal='import("./start.js");\nimport("./pack.js");\n',
        start='import { now } from "./time.js";\nexport const go = () => import("./later.js");\nnow();\n',
        time="export const now = () => 1;\n",
        pack='import { now } from "./time.js";\nexport const fetched = () => [now(), import("./kept.js")];\n',
        kept='import { now } from "./time.js";\nexport const kept = now;\n',
        later='import { now } from "./time.js";\nexport const late = now;\n',
    )
    scripts = made(tmp_path)
    assert '$need("time.js")' not in scripts["parts/pack.js"]
    assert '$need("time.js")' not in scripts["parts/kept.js"]
    assert '$need("time.js")' in scripts["parts/later.js"]


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
        ('import { one } from "./a.js";\n', "少了脚本 {0}/a.js，打不成包。请重新拿一份完整的项目文件夹。"),
    ],
)
def test_what_is_not_provided_for_is_refused(tmp_path: Path, source: str, reason: str) -> None:
    with pytest.raises(PortalError) as refused:
        made(written(tmp_path, portal=source))
    assert str(refused.value) == reason.replace("{0}", str(tmp_path))


def test_code_of_others_gives_its_exports_under_their_names(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    written(tmp_path, portal='import("./vendor/x.js");\n')
    (tmp_path / "vendor" / "x.js").write_text("// x\nconst a=1,b=2;export{a as one,b};\n", "utf-8")
    assert (
        "const { b, one } = (() => {\n// x\nconst a=1,b=2;\nreturn { b, one: a };\n})();"
        in (made(tmp_path)["parts/vendor/x.js"])
    )
    (tmp_path / "vendor" / "x.js").write_text("export default 1;\n", "utf-8")
    with pytest.raises(PortalError) as refused:
        made(tmp_path)
    assert str(refused.value) == "脚本 vendor/x.js 末尾没有 export {…}，打不进网页用的脚本。"


def test_what_was_shortened_is_kept_and_a_broken_copy_is_made_anew(tmp_path: Path) -> None:
    sources = {"a.js": "// x\nconst long = (first) => first ;\nlong( 1 );", "b.css": "a  { color : red }"}
    once = minified_once(tmp_path, b"key", lambda: sources)
    assert once == {"a.js": "const long=e=>e;long(1)", "b.css": "a{color:red}"}
    assert minified_once(tmp_path, b"key", dict) == once
    (place,) = tmp_path.iterdir()
    raw = place.read_bytes()
    place.write_bytes(raw.replace(b"long", b"lung"))
    assert minified_once(tmp_path, b"key", lambda: sources) == once
    assert place.read_bytes() == raw
    assert minified_once(tmp_path, b"other", lambda: {"a.js": "1"}) == {"a.js": "1"}
    assert [*tmp_path.iterdir()] == [place]


def test_a_script_that_cannot_be_read_is_told() -> None:
    with pytest.raises(PortalError, match=r"脚本和样式缩不短：a\.js: unexpected"):
        minified({"a.js": "const = ;"})
