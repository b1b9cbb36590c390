"""Joins what a preview is made of: content, site, rules, and the words in the terminal."""

import time
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from portal.commands.findings_text import folded
from portal.commands.serve.checking import Checker
from portal.errors import PortalError, said
from portal.load import Loaded, load
from portal.load.kept import kept_in
from portal.model.finding import Finding, Place
from portal.pages.preview import Preview
from portal.pages.preview.content import content_of
from portal.pages.preview.problems import difference
from portal.pages.preview.site import PreviewSite

_SETTLING = 0.08
"""Seconds after which a file that cannot be read is tried again: it may only be half written."""

_ATTEMPTS = 4
_MOST_PRINTED = 20
_REBUILDING = "正在重新生成整个网站……"
_CHECKING = "正在检查……"


class Previewing:
    """A preview that follows what is saved. Its methods are called from one thread, `_found` from another."""

    def __init__(self, root: Path) -> None:
        """Read the content and set up the site.

        Raises PortalError when there is no content, or when `mkdocs.yml` cannot be used.
        """
        self._root, self._config = root, root / "mkdocs.yml"
        self._kept = kept_in(root / ".cache")
        self._printing = Lock()
        self._printed: list[Finding] = []
        self._loaded = load(root, self._kept)
        content = content_of(self._loaded.catalogue, self._loaded.findings, self._kept.text_of, None)
        site = _site(self._config, content.catalogue, content.text_of)
        self.preview = Preview(site, content)
        self.preview.problems.form = self._loaded.findings
        self._checker = Checker(root, self._found)

    def start(self) -> None:
        """Tell what is wrong at the beginning; begin to check and to fill the search."""
        self._print_news()
        self._check()
        self.preview.search.start()

    def end(self) -> None:
        """Stop what works in the background."""
        self.preview.search.end()
        self._checker.end()

    def _check(self) -> None:
        self.preview.tell((_CHECKING,))
        self._checker.check()

    def _found(self, code: str, findings: list[Finding]) -> None:
        if code:
            had = self.preview.problems.rules.get(code, ())
            self.preview.problems.found(code, findings, self._loaded.catalogue.unread)
            if list(had) != findings:
                self.preview.tell()
        else:
            self.preview.tell(())
            self._print_news()

    def _load(self) -> Loaded:
        loaded = load(self._root, self._kept)
        if loaded.catalogue.unread - self._loaded.catalogue.unread:
            time.sleep(_SETTLING)
            loaded = load(self._root, self._kept)
        return loaded

    def react(self, paths: Iterable[str]) -> None:
        """Follow what was saved: paths from the project's root."""
        saved = set(paths)
        for attempt in range(_ATTEMPTS):
            try:
                return self._follow(saved)
            except (PortalError, OSError) as error:  # files that come and go, as during a checkout
                words = str(error) if isinstance(error, PortalError) else f"{error.filename}：{said(error)}。"
            except Exception as error:  # whatever it is, the pages stay to be seen
                said_by = " ".join(str(error).split())[:300]
                words = f"刚才保存的没能跟上：{said_by}。再保存一次；还不行就重开预览。"
            time.sleep(_SETTLING * (attempt + 1))
        print(words, flush=True)
        return None

    def _follow(self, saved: set[str]) -> None:
        preview = self.preview
        preview.search.used()
        self._loaded = self._load()
        last = preview.content
        content = content_of(self._loaded.catalogue, self._loaded.findings, self._kept.text_of, last)
        preview.problems.form = self._loaded.findings
        if any(path.startswith("docs/_includes/") and not path.endswith(".md") for path in saved):
            preview.site.forget()
        if any(path.startswith("overrides/") for path in saved):
            preview.site.read_looks()
        site = None
        if self._config.name in saved:
            preview.tell((_REBUILDING,))
            try:
                site = _site(self._config, content.catalogue, content.text_of)
                preview.problems.config = ()
            except PortalError as error:
                preview.problems.config = (_slip_of(error),)
        preview.show(content, site)
        preview.changed_assets(saved)
        self._print_news()
        self._check()

    def _print_news(self) -> None:
        """Print what is new and what is cured since the last time, and the count."""
        with self._printing:
            now = self.preview.problems.all()
            news = difference(self._printed, now)
            self._printed = now
            if not news.new and not news.cured:
                return
            told = [*folded(news.new)]
            lines = told[:_MOST_PRINTED]
            if len(told) > _MOST_PRINTED:
                lines.append("……另有几处，portal check 会列出全部。")
            lines += [
                f"改好了：{one.place.path} {one.code} {one.reason}" for one in news.cured[:_MOST_PRINTED]
            ]
            if len(news.cured) > _MOST_PRINTED:
                lines.append(f"……一共改好 {len(news.cured)} 处。")
            lines.append(
                f"{time.strftime('%H:%M:%S')}　{f'还有 {news.left} 处。' if news.left else '没有问题了。'}"
            )
            print("\n".join(lines), flush=True)


def _site(config: Path, catalogue: object, text_of: object) -> PreviewSite:
    try:
        return PreviewSite(config, catalogue, text_of)  # type: ignore[arg-type]
    except PortalError:
        raise
    except Exception as error:  # MkDocs and plugins raise what they like about a configuration
        words = " ".join(str(error).split())[:300] or type(error).__name__
        raise PortalError(f"mkdocs.yml 用不了：{words}。改回上一次能用的写法。") from error


def _slip_of(error: PortalError) -> Finding:
    return Finding(
        Place("mkdocs.yml"), "P203", str(error), "改好它再保存；没改好以前，网站照原来的设置显示。"
    )
