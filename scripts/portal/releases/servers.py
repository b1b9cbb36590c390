"""What a web server sends with the pages: the Content-Security-Policy of just this site, in the samples.

The theme has small scripts in its pages. Instead of allowing all of them, the policy names the hash of each;
so it has to be made from the built site, and made anew when the theme changes.
"""

import base64
import re
from hashlib import sha256
from pathlib import Path

from portal.releases.site_links import parsed_page

SAMPLES = ("nginx.conf", "Caddyfile")

_POLICY = re.compile(r"default-src 'none'[^\"`]*")
_REST = "; ".join([
    "style-src 'self' 'unsafe-inline'", "style-src-elem 'self'", "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "worker-src 'self'",
    "manifest-src 'self'", "media-src 'self'", "frame-src 'none'", "object-src 'none'",
    "base-uri 'self'", "form-action 'self'", "frame-ancestors 'self'",
])  # fmt: skip
_RUN = {"", "module", "text/javascript", "application/javascript"}
"""Types of `<script>` that a browser runs; others are data, which no policy looks at."""


def inline_hashes(site: Path) -> tuple[str, ...]:
    """Return the hash of each script that stands in a page of a built site, sorted."""
    texts = {
        script.text or ""
        for file in site.rglob("*.html")
        for script in parsed_page(file).iter("script")
        if script.get("src") is None and (script.get("type") or "").lower() in _RUN
    }
    digests = (sha256(text.replace("\r\n", "\n").encode()).digest() for text in texts)
    return tuple(sorted(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests))


def policy(hashes: tuple[str, ...]) -> str:
    """Return the Content-Security-Policy that lets just these scripts run, and no other host be asked.

    Old browsers know only `style-src`; newer ones take the two that follow it, and so refuse `<style>`. The
    attribute `style` has to stay: drawings in lessons carry their width in it.
    """
    scripts = " ".join(["'self'", *(f"'{digest}'" for digest in hashes)])
    return f"default-src 'none'; script-src {scripts}; {_REST}"


def policy_in(sample: str) -> str:
    """Return the policy that stands in a server's configuration; nothing if there is none."""
    found = _POLICY.search(sample)
    return found[0] if found else ""


def with_policy(sample: str, wanted: str) -> str:
    """Return a server's configuration with another policy."""
    return _POLICY.sub(lambda _: wanted, sample)
