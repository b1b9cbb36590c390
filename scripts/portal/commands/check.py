"""`portal check`: everything that is wrong with the content, at once."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.findings_text import as_read
from portal.commands.root import project_root
from portal.model.finding import Finding


class Form(StrEnum):
    """How findings are printed."""

    text = "text"
    github = "github"
    json = "json"


def _shown(findings: list[Finding], form: Form) -> str:
    if form is Form.json:
        return json.dumps([finding.as_data() for finding in findings], ensure_ascii=False, indent=1)
    if form is Form.github:
        return "\n".join(finding.as_github() for finding in findings)
    return as_read(findings)


def check(
    form: Annotated[Form, typer.Option("--format", help="text、github 或 json")] = Form.text,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="上一次发布",
            help="上次发布的 site 文件夹、其中的 assets/release.json，或那时的项目文件夹：查发布过的会不会断",
        ),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="全部重新检查，不用上次留下的")] = False,
) -> None:
    """检查全部内容。没有问题就什么也不说；有错误时退出码是 1。"""
    from portal.checks import run, run_against
    from portal.checks.known import known_in
    from portal.load import load
    from portal.load.kept import kept_in
    from portal.load.published import release_at
    from portal.progress import tracked

    published = release_at(against) if against else None
    root = project_root()
    kept, known = kept_in(root / ".cache", not fresh), known_in(root / ".cache", not fresh)
    loaded = load(root, kept)
    found = run(loaded.catalogue, lambda rules: tracked(rules, "检查"), known)
    kept.put_away()
    known.put_away()
    findings = [*loaded.findings, *found]
    if published:
        findings += run_against(loaded.catalogue, published)
    findings.sort()
    if findings or form is Form.json:
        print(_shown(findings, form))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)
