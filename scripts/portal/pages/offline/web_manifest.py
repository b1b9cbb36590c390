"""The manifest by which phones and computers install the site. Every address in it is relative."""

import json

MANIFEST = "manifest.webmanifest"
ICONS = {"assets/images/icon-192.png": 192, "assets/images/icon-512.png": 512}
MASKABLE = "assets/images/icon-maskable-512.png"
"""Its drawing keeps away from the edge, which phones cut into circles and drops."""

_INK, _PAPER = "#23655a", "#fffdf9"
"""Two colours of `portal.css`, seen before the first page; the theme itself follows light and dark."""


def web_manifest(name: str, about: str) -> str:
    """Return the text of the manifest for a site's name and description."""
    icons = [
        {"src": path, "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"}
        for path, size in ICONS.items()
    ]
    maskable = {"src": MASKABLE, "sizes": "512x512", "type": "image/png", "purpose": "maskable"}
    manifest = {
        "id": "./",
        "name": name,
        "short_name": name[:12],
        "description": about,
        "lang": "zh-CN",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": _INK,
        "background_color": _PAPER,
        "icons": [*icons, maskable],
        "shortcuts": [
            {"name": "本月教案", "url": "./#this-month", "icons": [icons[0]]},
            {"name": "我的学习", "url": "./my/learning/", "icons": [icons[0]]},
        ],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
