import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from small_project import write_project
from typer.testing import CliRunner

from portal.checks import run as run_checks
from portal.commands.credential import credential
from portal.commands.credential.places import only_one
from portal.errors import PortalError
from portal.load import load
from portal.pages.issuer_pages import pinned, verifier_files

TODAY = date.today().isoformat()
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_project(tmp_path / "心育 学堂")
    (root / "mkdocs.yml").write_text("")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    app.add_typer(credential)
    result = CliRunner().invoke(app, ["credential", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def person(number: str = "0012", name: str = "张小云", **changes: Any) -> dict[str, Any]:
    return {"number": number, "name": name, "school": "青山一小", "percent": 90.5} | changes


def write_passed(*people: dict[str, Any], **changes: Any) -> str:
    data = {
        "schema": "portal-passed/1", "track": "c", "title": "C 证 · 人人会育心", "hours": 32, "rules": "c/1",
        "date": YESTERDAY, "people": list(people),
    }  # fmt: skip
    Path("passed-c.json").write_text(json.dumps(data | changes, ensure_ascii=False), "utf-8-sig")
    return "passed-c.json"


def register() -> list[list[str]]:
    lines = Path("credentials/issued.csv").read_text("utf-8-sig").splitlines()
    return [line.split(",") for line in lines[1:]]


def ids() -> list[str]:
    return [row[0] for row in register()]


def issued(number: str = "0012") -> Path:
    return Path("credentials/issued") / f"c-{YESTERDAY}" / f"{number}.json"


def refused(*arguments: str) -> str:
    with pytest.raises(PortalError) as error:
        run(*arguments)
    return str(error.value)


def findings() -> list[str]:
    loaded = load(Path())
    return [finding.as_text() for finding in (*loaded.findings, *run_checks(loaded.catalogue))]


def test_from_the_first_key_to_a_revoked_record(project: Path) -> None:
    status, out = run("keys", "--name", "青山县教师发展中心")
    assert status == 0
    assert "把私钥文件夹备份一份，不要发给别人，也不要放进网站。" in out
    assert findings() == []
    _, out = run("issue", write_passed(person(), person("0013", "李大勇")), "--only", "json")
    assert out.splitlines()[0] == "签发 2 份：新 2，照旧 0。"
    assert run("verify", str(issued()))[0] == 0
    first = ids()[0]
    _, out = run("revoke", "0012")
    assert out.splitlines() == [
        f"撤回了 {first}　张小云　C 证 · 人人会育心　{YESTERDAY}",
        "现在发布网站：portal publish。发布以前，核验页还会说它有效。",
    ]
    assert findings() == []
    status, out = run("verify", str(issued()), str(issued("0013")))
    assert status == 1
    assert f"  已撤回：{TODAY} 撤回\n  姓名：张小云\n" in out
    assert "  有效\n  姓名：李大勇\n  轨道：C 证 · 人人会育心\n  学时：32\n" in out


def test_private_files_are_their_owners_alone(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    modes = {file.name[:4]: file.stat().st_mode & 0o777 for file in Path("credentials").glob("*.*")}
    assert os.name == "nt" or modes == {"key-": 0o600, "issu": 0o600, ".loc": 0o600}
    public = json.loads(Path("docs/credentials/issuer.json").read_text("utf-8"))
    assert set(public["keys"][0]["jwk"]) == {"kty", "crv", "x", "y"}


def test_the_same_person_again_gets_the_same_record(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    before = register()
    _, out = run("issue", write_passed(person("0001", "王芳"), person()), "--only", "json")
    assert out.splitlines()[0] == "签发 2 份：新 1，照旧 1。"
    assert register()[0] == before[0]
    assert len({(row[10], row[11]) for row in register()}) == 2


def test_a_later_report_gives_nobody_a_second_record(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person(), date="2024-11-22"), "--only", "json")
    _, out = run("issue", write_passed(person(), person("0013", "李大勇")), "--only", "json", "--out", "out")
    assert out.splitlines()[:2] == ["签发 2 份：新 1，照旧 1。", "1 人以前签发过，通过日期照原来的。"]
    assert "通过日期：2024-11-22" in run("verify", "out/0012.json")[1]
    _, out = run("issue", write_passed(person(), rules="c/2"), "--only", "json")
    assert out.splitlines()[0] == "签发 1 份：新 1，照旧 0。"


def test_whoever_has_an_expired_record_gets_a_new_one(project: Path) -> None:
    run("keys", "--name", "单位")
    passed = write_passed(person(), date="2020-01-01")
    run("issue", passed, "--expires", "2020-12-31", "--only", "json")
    _, out = run("issue", write_passed(person()), "--only", "json")
    assert out.splitlines()[0] == "签发 1 份：新 1，照旧 0。"
    assert len(set(ids())) == 2


def test_a_changed_key_leaves_old_records_valid(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    old = issued().read_bytes()
    _, out = run("keys", "--rotate")
    assert "从今天起用它签名。" in out
    assert findings() == []
    assert run("verify", str(issued()))[0] == 0
    before = ids()
    run("issue", write_passed(person()), "--only", "json")
    assert ids() == before
    assert issued().read_bytes() != old
    assert run("verify", str(issued()))[0] == 0
    _, out = run("keys")
    assert f"{TODAY} 起，用到 {TODAY}" in out
    assert "正在用" in out


def test_a_lost_key_is_not_believed_and_everybody_gets_the_same_number_again(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    before = ids()
    kid = next(Path("credentials").glob("key-*.pem")).stem.removeprefix("key-")
    _, out = run("keys", "--distrust", kid)
    assert f"作废了密钥 {kid}。它签过的记录都不再有效，请用原来的通过名单重新签发。" in out
    assert findings() == []
    status, out = run("verify", str(issued()))
    assert (status, out.splitlines()[1]) == (1, "  不是本站签发：签名的密钥已经作废")
    run("issue", write_passed(person()), "--only", "json")
    assert ids() == before
    assert run("verify", str(issued()))[0] == 0


def test_whoever_was_revoked_gets_nothing_unless_asked_for(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    (first,) = ids()
    run("revoke", "张小云")
    _, out = run("issue", write_passed(person()), "--only", "json")
    assert out.splitlines()[1] == f"有 1 份已经撤回，没有再签发：张小云（{first}）。要重新签发，加 --again。"
    _, out = run("issue", write_passed(person()), "--only", "json", "--again")
    assert out.splitlines()[0] == "签发 1 份：新 1，照旧 0。"
    assert run("verify", str(issued()))[0] == 0
    assert ids()[0] == first != ids()[1]


def test_another_name_under_a_number_is_told_and_not_signed(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    _, out = run("issue", write_passed(person(name="张晓云")), "--only", "json")
    assert out.splitlines()[1:4] == [
        "这些人签发过，内容和名单不同，照原来的签：",
        f"  张晓云（{ids()[0]}）：姓名“张小云”→“张晓云”",
        "要改，先 portal credential revoke 撤回，再加 --again 签发。",
    ]
    assert "姓名：张小云" in run("verify", str(issued()))[1]


def test_every_problem_of_the_list_is_told_at_once(project: Path) -> None:
    run("keys", "--name", "单位")
    people = [person(), person(), person("11010519491231002X", "李"), person("", "王", school="")]
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    assert refused("issue", write_passed(*people, date=tomorrow)) == (
        "passed-c.json 有 4 处不对，一份也没有签发：\n"
        f"  日期 {tomorrow} 还没有到\n"
        "  第 2 人（张小云）：和第 1 人是同一个人（编号相同）\n"
        "  第 3 人（李）：编号是身份证号。身份证号不能用在学习记录上，换成单位自己的编号\n"
        "  第 4 人（王）：没有编号也没有学校，同名的人分不开\n"
        "改好再运行一次。"
    )
    assert not Path("credentials/issued.csv").exists()


def test_problems_of_form_name_the_person(project: Path) -> None:
    run("keys", "--name", "单位")
    people = [person(name=""), person("2", "张\u200b云"), person("3", "李") | {"身份证": "1"}]
    assert refused("issue", write_passed(*people, hours="32")) == (
        "passed-c.json 有 4 处不对，一份也没有签发：\n"
        "  学时写法不对（'32'）\n"
        "  第 1 人（0012）：姓名是空的\n"
        "  第 2 人（张\u200b云）：姓名写法不对（'张\\u200b云'）\n"
        "  第 3 人（李）：“身份证”不认识\n"
        "改好再运行一次。"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe", "x.json 不是 JSON 文件。这里要 portal report 写出的 passed-轨道.json。"),
        (b"[]", "x.json 不是通过名单。这里要 portal report 写出的 passed-轨道.json。"),
    ],
)
def test_other_files_are_refused(project: Path, content: bytes, message: str) -> None:
    run("keys", "--name", "单位")
    Path("x.json").write_bytes(content)
    assert refused("issue", "x.json") == message


def test_without_a_key_there_is_a_word_how_to_make_one(project: Path) -> None:
    assert refused("issue", write_passed(person())) == (
        "还没有签发用的密钥。先做一把：portal credential keys --name 青山县教师发展中心（写你们单位的名称）。"
    )
    assert refused("keys") == (
        "第一次做密钥要写单位的名称：portal credential keys --name 青山县教师发展中心。"
    )


@pytest.mark.parametrize("folder", ["docs/keys", "site", "quizzes/c"])
def test_private_keys_never_lie_where_they_would_be_published(project: Path, folder: str) -> None:
    message = f"{project / folder} 会随网站发布出去，私钥不能放在那里。请用 --keys 另选一个文件夹。"
    assert refused("keys", "--name", "单位", "--keys", folder) == message


def test_a_register_that_excel_saved_is_not_believed(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    path = project / "credentials" / "issued.csv"
    path.write_bytes(path.read_bytes().replace(b",0012,", b",12,"))
    assert refused("revoke", "12") == (
        f"{path} 第 2 行和写的时候不一样，多半是在 Excel 里存过盘（编号前面的 0 会丢，日期会变样）。"
        "从备份里拿回来；同一文件夹里的 issued.before.csv 是上一次改动以前的。要看就另存一份看。"
    )


def test_names_that_are_formulas_are_harmless_and_come_back(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person("=1+1", "'+王")), "--only", "json")
    assert register()[0][1:3] == ["'=1+1", "''+王"]
    assert run("revoke", "=1+1")[0] == 0


def test_revoking_somebody_unknown_or_one_of_two_changes_nothing(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person(), person("0013")), "--only", "json")
    before = Path("docs/credentials/status-1.json").read_bytes()
    message = refused("revoke", "张小云", "赵六")
    assert message.splitlines()[:2] == ["没有撤回：", "  “张小云”有 2 份，写记录编号："]
    assert "  “赵六”：登记里没有" in message
    assert Path("docs/credentials/status-1.json").read_bytes() == before


def test_a_status_list_that_was_edited_is_made_whole_again(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    run("revoke", "0012")
    path = Path("docs/credentials/status-1.json")
    path.write_text(path.read_text("utf-8").replace(f'\n  [{register()[0][11]}, "{TODAY}"]', ""), "utf-8")
    assert len(findings()) == 1
    run("keys")
    assert findings() == []
    assert run("verify", str(issued()))[0] == 1


def test_a_copy_of_an_old_status_list_beside_the_new_one_brings_nobody_back(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    folder = Path("docs/credentials")
    old = (folder / "status-1.json").read_bytes()
    run("revoke", "0012")
    (folder / "status-1 (1).json").write_bytes(old)
    assert "已撤回" in run("verify", str(issued()))[1]
    (folder / "status-2.json").write_bytes(old)
    assert refused("verify", str(issued())) == (
        f"{project / folder / 'status-2.json'} 里写的是第 1 份名单，和文件名不同。从备份或 Git 里拿回它；"
        "没有就删掉它，再运行 portal credential keys，照登记重新签一份。"
    )


def test_a_status_list_that_was_edited_is_not_believed(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    run("revoke", "0012")
    path = project / "docs/credentials/status-1.json"
    path.write_text(path.read_text("utf-8").replace(f'\n  [{register()[0][11]}, "{TODAY}"]', ""), "utf-8")
    assert refused("verify", str(issued())) == (
        f"{path} 和它的签名对不上，被改动过。从备份或 Git 里拿回它；"
        "没有就删掉它，再运行 portal credential keys，照登记重新签一份。"
    )


def test_public_files_that_an_editor_saved_with_a_mark_are_read(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    for path in Path("docs/credentials").glob("*.json"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert run("verify", str(issued()))[0] == 0


def test_a_folder_is_verified_and_no_file_stops_the_rest(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person(), person("0013")), "--out", "out", "--only", "json")
    Path("out/表.xlsx").write_bytes(b"PK")
    Path("out/Thumbs.db").write_bytes(b"")
    status, out = run("verify", "nowhere.json", "out")
    assert (status, out.splitlines()[:2], out.splitlines()[-1]) == (
        1,
        ["nowhere.json", "  读不出来：没有这个文件或文件夹，请检查路径"],
        "共 4 个文件：有效 2，读不出来 2。",
    )


def test_nobody_issues_or_revokes_while_another_window_is_at_it(project: Path) -> None:
    run("keys", "--name", "单位")
    passed = write_passed(person())
    with only_one(project / "credentials"):
        told = f"另一个窗口正在用 {project / 'credentials'} 签发或撤回。等它做完，再运行一次。"
        assert [refused(*order) for order in (["issue", passed], ["revoke", "0012"], ["keys"])] == [told] * 3
    assert run("issue", passed, "--only", "json")[0] == 0


def test_a_lost_private_key_is_told_with_the_cure(project: Path) -> None:
    run("keys", "--name", "单位")
    (pem,) = (project / "credentials").glob("key-*.pem")
    pem.unlink()
    assert refused("issue", write_passed(person())) == (
        f"{pem} 不在，没有私钥签不了名。密钥在别的电脑或备份里，就把它拷到 {pem.parent}；"
        "真的丢了，就换一把：portal credential keys --rotate。"
    )
    run("keys", "--rotate")
    assert run("issue", write_passed(person()), "--only", "json")[0] == 0


def test_public_keys_that_were_deleted_are_not_made_anew(project: Path) -> None:
    run("keys", "--name", "单位")
    path = project / "docs" / "credentials" / "issuer.json"
    path.unlink()
    assert refused("keys", "--name", "单位") == (
        f"{project / 'credentials'} 里有私钥，{path} 却不在。"
        "先把它从备份或 Git 里拿回来：没有它，签过的都核验不了。"
    )


def test_files_of_somebody_else_are_left_alone(project: Path) -> None:
    run("keys", "--name", "单位")
    Path("out").mkdir()
    Path("out/0012.json").write_text("{}")
    message = refused("issue", write_passed(person()), "--out", "out", "--only", "json")
    assert message == "out 里有同名的别的文件（0012.json），没有动它们。请用 --out 另选一个文件夹。"
    assert Path("out/0012.json").read_text() == "{}"
    assert [path.name for path in Path("out").iterdir()] == ["0012.json"]


def test_an_open_file_is_told_and_the_others_are_in_place(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("keys", "--name", "单位")
    replace = os.replace

    def refuse(source: Any, target: Any) -> None:
        if Path(target).name == "0012.json":
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr("portal.exports.credential_files.os.replace", refuse)
    passed = write_passed(person(), person("0013"))
    assert refused("issue", passed, "--out", "out", "--only", "json") == (
        "out 里有 1 个文件没有换成：0012.json（没有权限）。关掉打开着它们的窗口，再运行一次。"
    )
    assert [path.name for path in Path("out").iterdir()] == ["0013.json"]


def test_a_record_with_an_end_expires(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person(), date="2020-01-01"), "--expires", "2020-12-31", "--out", "out")
    status, out = run("verify", "out/0012.json", "out/0012.pdf", "out/0012.png")
    assert status == 1
    assert out.count("  已过期：有效到 2020-12-31\n  姓名：张小云\n") == 3


def test_the_site_gives_verifiers_the_keys_and_lists_and_nothing_private(project: Path) -> None:
    run("keys", "--name", "单位")
    run("issue", write_passed(person()), "--only", "json")
    run("revoke", "0012")
    catalogue = load(Path()).catalogue
    files = dict(verifier_files(catalogue))
    assert list(files) == ["credentials/jwks.json", "credentials/status-1.jwt"]
    page = json.dumps(pinned(catalogue), ensure_ascii=False)
    public = page + "".join(files.values()) + Path("docs/credentials/status-1.json").read_text("utf-8")
    assert [word for word in ("张小云", "0012", "青山一小", '"d"', *ids()) if word in public] == []
    assert pinned(catalogue)["statuses"][0]["revoked"][0][1] == TODAY
