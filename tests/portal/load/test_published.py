"""What may be compared with, and what is said of everything else."""

import json
import re
from pathlib import Path

import pytest
from small_project import write_project

from portal.errors import PortalError
from portal.load import load
from portal.load.published import read_release, release_at
from portal.model.release import Release, release_of

HOW = "写上一次发布的 site 文件夹、其中的 assets/release.json，或者那时候的项目文件夹。"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = write_project(tmp_path / "项目 一")
    (root / "mkdocs.yml").touch()
    return root


@pytest.fixture
def published(project: Path) -> Release:
    return release_of(load(project).catalogue)


@pytest.fixture
def site(tmp_path: Path, published: Release) -> Path:
    (tmp_path / "site" / "assets").mkdir(parents=True)
    (tmp_path / "site" / "assets" / "release.json").write_text(published.as_text(), "utf-8")
    return tmp_path / "site"


def refused(path: Path) -> str:
    with pytest.raises(PortalError) as raised:
        release_at(path)
    return str(raised.value).replace(str(path), "X")


def test_a_site_its_file_and_a_project_give_the_same_release(
    site: Path, project: Path, published: Release
) -> None:
    for place in (site, site / "assets" / "release.json", project):
        assert release_at(place) == published


def test_a_file_that_an_editor_gave_a_mark_is_read(site: Path, published: Release) -> None:
    file = site / "assets" / "release.json"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert release_at(file) == published


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", f"r.json 坏了，读不出来。从网站服务器再取一份；或者{HOW}"),
        ("", f"r.json 坏了，读不出来。从网站服务器再取一份；或者{HOW}"),
        ("[]", f"r.json 不是发布清单。{HOW}"),
        ('{"schema": "portal-catalogue/1"}', f"r.json 不是发布清单。{HOW}"),
        ('{"schema": "portal-release/1", "release": 7}', f"r.json 不是发布清单。{HOW}"),
        (
            '{"schema": "portal-release/2"}',
            "r.json 是另一版门户写的（portal-release/2，这里读 portal-release/1）。"
            "请用发布它的那一版门户来比，或更新这一份门户。",
        ),
    ],
)
def test_json_that_is_no_release_is_told_from_one_that_is_broken_or_newer(text: str, said: str) -> None:
    with pytest.raises(PortalError, match=f"^{re.escape(said)}$"):
        read_release(text, "r.json")


def test_a_newer_portal_may_add_facts(published: Release) -> None:
    data = json.loads(published.as_text()) | {"more": 1}
    assert read_release(json.dumps(data), "r.json") == published


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "no") == f"没有这个文件或文件夹：X。{HOW}"


def test_a_folder_without_a_release_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"X 里既没有发布过的网站，也没有项目。{HOW}"


def test_a_site_of_before_has_no_release_and_that_is_said(site: Path) -> None:
    (site / "assets" / "release.json").rename(site / "assets" / "catalogue.json")
    assert refused(site) == (
        "X 是旧版门户生成的网站，里面还没有发布清单（assets/release.json）。改用那次发布的项目文件夹来比。"
    )


def test_bytes_that_are_no_text_are_said(site: Path) -> None:
    file = site / "assets" / "release.json"
    file.write_bytes(b"\xff\xfe\x00")
    assert refused(file) == "X 坏了，不是 UTF-8 编码。从网站服务器再取一份。"


def test_a_project_of_which_a_part_cannot_be_read_is_not_compared_with(project: Path) -> None:
    (project / "quizzes/c/first-steps.yml").write_text("questions: [", "utf-8")
    assert refused(project) == (
        "X 里有读不出来的文件（quizzes/c/first-steps.yml），比不了。先在那里运行 check，改好了再比。"
    )
