"""The browser reads papers, opens locked ones and seals answers as Python does; no foreign markup gets in."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from contract_files import contract
from hypothesis import strategies as st
from pydantic import ValidationError
from test_core import examples

from portal.credentials.sealing import from_code, open_sealed
from portal.model.hand_in import HandIn
from portal.model.paper import ALLOWED_TAGS, Paper

Run = Callable[[str, str, Any], Any]
KNOWN = contract("paper")
PAPERS = [case["paper"] for case in KNOWN["papers"]]
LOCK = 'await import("/elements/paper-lock.js")'
CLEAN = 'await import("/elements/clean-html.js")'


def python_takes(paper: Any) -> bool:
    try:
        Paper.model_validate(paper)
    except ValidationError:
        return False
    return True


def test_papers_are_read_and_have_the_digest_that_python_gives_them(run_js: Run) -> None:
    found = run_js("paper", f"({LOCK}).digestOf(m.readPaper(x).paper)", PAPERS)
    assert found == [case["digest"] for case in KNOWN["papers"]]
    assert run_js("paper", "m.paperText(x)", PAPERS) == [case["canonical"] for case in KNOWN["papers"]]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every member of JSON."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, member in inside for place in places(member, (*path, key)))]


STRANGE: list[Any] = [
    None, True, 0, 1, 1.5, -1, 10**12, "", " ", "a", "A", "blank", "single", "a/b", "x" * 300, [], ["a"], {},
    {"id": "a", "html": "b"}, "2026-02-30T00:00:00Z", "2026-11-22T08:00:00Z", "<u></u>", "portal-paper/2",
]  # fmt: skip


@st.composite
def altered(draw: st.DrawFn) -> Any:
    """Return a paper in which one member is gone, another one, twice there, or new."""
    paper = copy.deepcopy(draw(st.sampled_from(PAPERS)))
    path = draw(st.sampled_from(places(paper)[1:]))
    holder = paper
    for key in path[:-1]:
        holder = holder[key]
    how = draw(st.sampled_from(["replace", "remove", "add", "twice"]))
    if how == "replace":
        holder[path[-1]] = draw(st.sampled_from(STRANGE))
    elif how == "remove":
        del holder[path[-1]]
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(holder[path[-1]]))
    else:
        holder["constructor" if how == "add" else "key"] = draw(st.sampled_from(STRANGE))
    return paper


def test_the_browser_takes_no_altered_paper_that_python_would_refuse(run_js: Run) -> None:
    papers = examples(altered(), 300)
    browser = run_js("paper", "m.readPaper(x).paper !== undefined", papers)
    taken = [paper for paper, is_taken in zip(papers, browser, strict=True) if is_taken]
    assert [paper for paper in taken if not python_takes(paper)] == []
    assert 0 < len(taken) < len(papers) / 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "文件是空的。请向主考老师再要一份试卷。"),
        ("你好", "这不是试卷。请选主考老师发的试卷文件（以 .paper.json 结尾）。"),
        ("[]", "这不是试卷。请选主考老师发的试卷文件（以 .paper.json 结尾）。"),
        ('{"schema":"portal-paper/1","id', "试卷只有一部分，没有传完整。请向主考老师再要一份试卷。"),
        ('{"schema":"portal-paper/1"}', "试卷文件不完整，或者被改动过。请向主考老师再要一份试卷。"),
        ('{"schema":"portal-locked-paper/1"}', "试卷文件不完整，或者被改动过。请向主考老师再要一份试卷。"),
        (
            '{"schema":"portal-record/1"}',
            "这是学习记录，不是试卷。请选主考老师发的试卷文件（以 .paper.json 结尾）。",
        ),
        (
            '{"schema":"portal-paper/2"}',
            "这份试卷是另一个版本的心育学堂做的，这里还读不了。请向主考老师再要一份试卷，"
            "或者用考核通知里给的网址打开。",
        ),
        ("\ufeff \r\n" + json.dumps(PAPERS[0]), ""),
    ],
)
def test_what_is_no_paper_is_told_what_it_is_and_what_to_do(run_js: Run, text: str, reason: str) -> None:
    assert run_js("paper", "m.readPaperText(x).reason", [text]) == [reason]


def test_opening_codes_are_read_however_they_are_typed(run_js: Run) -> None:
    same = KNOWN["codes"]["same"]
    typed = [case["typed"] for case in same]
    assert run_js("opening-code", "m.plainCode(x)", typed) == [case["plain"] for case in same]
    refused = KNOWN["codes"]["refused"]
    assert run_js("opening-code", "m.plainCode(x)", refused) == [None] * len(refused)


def test_a_locked_paper_opens_with_its_code_only_and_not_when_a_byte_has_changed(run_js: Run) -> None:
    (case,) = KNOWN["locked"]
    locked = case["locked"]
    data = locked["data"]
    cases = [
        (locked, case["code"]),
        *((locked, wrong) for wrong in case["wrong"]),
        ({**locked, "data": ("A" if data[0] != "A" else "B") + data[1:]}, case["code"]),
        ({**locked, "title": "别的考核"}, case["code"]),
        ({**locked, "id": "another"}, case["code"]),
    ]
    open_it = f"""(async () => {{
        const code = (await import("/core/opening-code.js")).plainCode(x[1]);
        const parts = [];
        const paper = await ({LOCK}).unlockPaper(x[0], code, (part) => parts.push(part));
        return [m.readPaper(x[0]).reason, paper && paper.id, parts.length > 10 && parts.at(-1) === 1];
    }})()"""
    found = run_js("paper", open_it, cases)
    assert found == [["", locked["id"], True], *([["", None, True]] * (len(cases) - 1))]


def test_text_codes_of_hand_ins_are_those_of_python(run_js: Run) -> None:
    whole = KNOWN["text_codes"]["whole"]
    write = "m.handInCode(Uint8Array.from(x.match(/../g), (two) => parseInt(two, 16)))"
    codes = run_js("hand-in", write, [case["bytes"] for case in whole])
    assert codes == [case["code"] for case in whole]


def test_what_the_browser_hands_in_python_opens_and_reads(run_js: Run) -> None:
    sat = {
        "paper": PAPERS[0],
        "digest": KNOWN["papers"][0]["digest"],
        "candidate": {"number": "0042", "name": "王小明", "school": ""},
        "started": "2026-12-05T01:01:00Z",
        "finished": "2026-12-05T01:00:00Z",
        "release": "2026.12.1",
    }
    given = {
        "c-first-response/first-words": {"value": ["notice"], "at": "2026-12-05T01:03:00Z"},
        "c-first-response/hotline": {"value": ["12356", "𠀀" * 300], "at": "2026-12-05T01:04:00Z"},
        "c-first-response/listen": {"value": [], "at": "2026-12-05T01:05:00Z"},
        "not-in/this-paper": {"value": ["a"], "at": "2026-12-05T01:05:00Z"},
    }
    seal = f"""(async () => {{
        const text = m.handInText({{ ...x.sat, answers: new Map(Object.entries(x.given)) }});
        return m.handInCode(await ({LOCK}).seal(text, x.sat.paper.recipient));
    }})()"""
    (code,) = run_js("hand-in", seal, [{"sat": sat, "given": given}])
    answers = HandIn.model_validate(json.loads(open_sealed(from_code(code), KNOWN["identity"])))
    assert answers.paper == PAPERS[0]["id"]
    assert answers.digest == sat["digest"]
    assert answers.answers == {
        "c-first-response/first-words": ("notice",),
        "c-first-response/hotline": ("12356", "𠀀" * 200),
    }
    assert sorted(answers.times) == sorted(answers.answers)
    assert answers.finished == answers.started


HOSTILE = [
    "<script>window.bad=1</script>题",
    '<img src=x onerror="window.bad=1">',
    '<img alt="图" src="https://example.org/a.png">',
    '<img src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=">',
    '<img src="data:image/png;base64,AAAA" srcset="//example.org/a.png 2x" onload="window.bad=1">',
    '<a href="javascript:window.bad=1">点</a>',
    '<p onclick="window.bad=1" style="position:fixed" class="md-header" id="__search">段</p>',
    "<svg><p>x</p><script>window.bad=1</script></svg>",
    "<svg><style><img src=x onerror=window.bad=1></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.bad=1>",
    '<iframe srcdoc="<script>parent.bad=1</script>"></iframe>',
    '<form action="//example.org"><input name="answer" value="b" type="radio"><button>交</button></form>',
    "<style>*{display:none}</style><link rel=stylesheet href=//example.org/a.css><base href=//example.org/>",
    '<meta http-equiv="refresh" content="0;url=//example.org">',
    "<template><img src=x onerror=window.bad=1></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.bad=1>'></noscript>",
    "<!--><img src=x onerror=window.bad=1>-->",
    "<portal-question><portal-data></portal-data></portal-question>",
    "<u><script></script></u><u> </u>",
    "<textarea><img src=x onerror=window.bad=1></textarea><title>题</title>",
    "<object data=//example.org></object><embed src=//example.org><video src=//example.org autoplay></video>",
    "<p>" * 600 + "深",
    '<details open ontoggle="window.bad=1"><summary>开</summary></details>',
]


PIECES = [
    *(html for html in HOSTILE if len(html) < 200),
    *(
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<style>",
    ),
    *(
        "</style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<form>",
        "</form>",
        '"',
        "'",
        ">",
        "<",
        "&lt;script&gt;",
    ),
    *(
        "<u></u>",
        "<foreignObject>",
        "<annotation-xml encoding='text/html'>",
        "<a\x00b>",
        "<IMG SRC=x ONERROR=1>",
    ),
]


def test_nothing_hostile_survives_the_cleaning_of_html(run_js: Run) -> None:
    mixed = examples(st.lists(st.sampled_from(PIECES), min_size=2, max_size=12).map("".join), 300)
    clean = f"""(async () => {{
        const box = document.createElement("div");
        box.append(({CLEAN}).cleanHtml(x));
        document.body.append(box);
        await new Promise((resolve) => setTimeout(resolve, 1));
        const all = [...box.querySelectorAll("*")];
        box.remove();
        return {{ bad: window.bad || null, srcs: all.map((one) => one.getAttribute("src")).filter(Boolean),
            attributes: all.flatMap((one) => one.getAttributeNames().map((name) => one.localName + name)),
            tags: all.map((one) => one.localName) }};
    }})()"""
    htmls = HOSTILE + mixed
    for html, found in zip(htmls, run_js("paper", clean, htmls), strict=True):
        assert set(found["tags"]) <= ALLOWED_TAGS - {"u"}, html
        assert set(found["attributes"]) <= {"imgalt", "imgsrc"}, html
        assert all(src.startswith("data:image/png;base64,") for src in found["srcs"]), html
        assert found["bad"] is None, html


def test_what_python_writes_comes_through_the_cleaning_unchanged(run_js: Run) -> None:
    texts = [question["prompt_html"] for question in PAPERS[0]["questions"]]
    texts += [
        "<p>一</p><ul><li>甲</li><li><strong>乙</strong></li></ul><pre><code>x &lt; y</code></pre>",
        "<table><thead><tr><th>一</th></tr></thead><tbody><tr><td>二<br>三</td></tr></tbody></table>",
        "<blockquote><p><em>引</em></p></blockquote><ol><li>甲</li></ol>",
    ]
    clean = f"""(async () => {{
        const box = document.createElement("div");
        box.append(({CLEAN}).cleanHtml(x, () => document.createElement("u")));
        return box.innerHTML;
    }})()"""
    assert run_js("paper", clean, texts) == texts


def test_only_a_whole_sitting_of_a_paper_is_gone_on_with(run_js: Run) -> None:
    about = {
        "paper": "a",
        "title": "考核",
        "digest": "d",
        "candidate": {"number": "1", "name": "王", "school": ""},
    }
    abouts = [
        about, None, "x", [], {}, about | {"title": {}}, about | {"candidate": None},
        about | {"candidate": {"number": "", "name": "王"}},
    ]  # fmt: skip
    is_whole = 'm.isOfPaper({ id: "paper-a", head: { about: x } })'
    assert run_js("../elements/assessment-sitting", is_whole, abouts) == [True] + [False] * 7
    assert run_js(
        "../elements/assessment-sitting", 'm.isOfPaper({ id: "c#1", head: { about: x } })', [about]
    ) == [False]
