"""Stops a build whose content has errors."""

import logging
from collections.abc import Sequence

from mkdocs.exceptions import PluginError

from portal.model.finding import Finding

_log = logging.getLogger("mkdocs.hooks.portal")


def stop_at(findings: Sequence[Finding]) -> None:
    """Tell the errors among the findings and stop the build if there are any."""
    errors = [finding for finding in findings if finding.severity == "error"]
    for finding in errors:
        _log.error("%s", finding.as_text())
    if errors:
        raise PluginError(f"内容有 {len(errors)} 处错误，没有生成网站。")
