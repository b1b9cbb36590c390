"""The bare twin for Zensical, if that is installed (group `bench`), or named by PORTAL_ZENSICAL."""

import json
import os
import shutil
import sysconfig
from pathlib import Path

from measuring import Cost, python_environment, tell, timed_command
from sites import BARE, own_settings

FILE = "zensical.yml"
SITE = "site-zensical"


def zensical() -> str | None:
    """Return the path of Zensical; None, said once, when it is not installed."""
    named = os.environ.get("PORTAL_ZENSICAL")
    found = named or shutil.which("zensical", path=sysconfig.get_path("scripts")) or shutil.which("zensical")
    if not found:
        tell("  Zensical is not there, so it is left out: install the group `bench`, or set PORTAL_ZENSICAL")
    return found


def write_config(project: Path) -> None:
    """Write the settings of the bare twin in one file, as Zensical inherits none."""
    settings = own_settings(project)
    bare = json.loads((project / f"{BARE}.yml").read_text("utf-8"))
    theme = {key: value for key, value in settings["theme"].items() if key != "custom_dir"}
    extensions = [one for one in settings["markdown_extensions"] if not isinstance(one, dict)]
    snippets = {"base_path": [str(project / "docs" / "_includes")], "check_paths": True}
    extensions += [{"toc": {"toc_depth": 3}}, {"pymdownx.snippets": snippets}]
    mine = {
        "site_name": settings["site_name"], "docs_dir": bare["docs_dir"], "site_dir": SITE, "theme": theme,
        "markdown_extensions": extensions, "plugins": [], "nav": bare["nav"], "extra": settings["extra"],
    }  # fmt: skip
    (project / FILE).write_text(json.dumps(mine, ensure_ascii=False), "utf-8")


def build(command: str, project: Path) -> Cost:
    """Build the bare twin anew with Zensical."""
    shutil.rmtree(project / SITE, ignore_errors=True)
    shutil.rmtree(project / ".cache", ignore_errors=True)
    return timed_command([command, "build", "--clean", "-f", FILE], project, python_environment(project))
