"""A page as it stands in a folder opened without a server: every link names a file, none a folder.

Only addresses are changed, where they stand, so a page keeps its bytes otherwise.
"""

import re
from collections.abc import Callable

_LINK = re.compile(r"(\s)(href|action)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_REFRESH = re.compile(r'(content="\d+;\s*url=)([^"]*)(")')
_ELSEWHERE = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|//|#|\?|$")
_PARTS = re.compile(r"([^?#]*)(.*)", re.DOTALL)


def with_index(address: str) -> str:
    """Return an address that names the file a server would send for it."""
    if _ELSEWHERE.match(address):
        return address
    path, rest = _PARTS.fullmatch(address).groups()  # type: ignore[union-attr]
    last = path.rpartition("/")[2]
    if last in ("", ".", ".."):
        path = f"{path}index.html" if last == "" else f"{path}/index.html".removeprefix("./")
    return f"{path}{rest}"


def for_folder(html: str, is_there: Callable[[str], bool]) -> str:
    """Return a page whose links name files.

    `is_there` tells whether what an address leads to comes along; a link to anything else loses its address
    and bears the mark by which `LEFT_OUT_CSS` hides it.
    """

    def changed(match: re.Match[str]) -> str:
        address = next(group for group in match.groups()[2:] if group is not None)
        if not is_there(address):
            return f"{match[1]}{LEFT_OUT}"
        return f'{match[1]}{match[2]}="{with_index(address)}"'

    page = _LINK.sub(changed, html)
    return _REFRESH.sub(lambda match: f"{match[1]}{with_index(match[2])}{match[3]}", page)


LEFT_OUT = "data-portal-left-out"

LEFT_OUT_CSS = "[data-portal-left-out] { display: none !important; }\n"
