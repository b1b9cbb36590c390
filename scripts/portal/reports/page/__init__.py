"""report.html: the report as one page that asks nobody for anything, for screens and paper."""

from portal.reports.page.frame import write_page

__all__ = ["write_page"]
