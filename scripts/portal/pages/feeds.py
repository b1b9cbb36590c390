"""The page of releases → feeds: RSS 2.0 and JSON Feed 1.1, one item for each release.

Without `site_url` the addresses are relative: they lead from the feed's own folder, as they do from the page.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from lxml import etree, html

FOLDER = "updates/"
RSS_PATH = f"{FOLDER}feed.xml"
JSON_PATH = f"{FOLDER}feed.json"

_MOST = 30
"""Releases in a feed."""
_NUMBER = re.compile(r"20\d\d\.\d{1,2}\.\d{1,4}")
_DAY = re.compile(r"(20\d\d) 年 (\d{1,2}) 月 (\d{1,2}) 日")
_CHINA = timezone(timedelta(hours=8))
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class _Item:
    """A release as the feeds tell it."""

    number: str
    anchor: str
    content: str
    """HTML with addresses as absolute as they can be."""
    at: datetime | None
    """Midnight of its day in China; None when the page does not tell it."""


def _day(text: str) -> datetime | None:
    found = _DAY.match(text.strip())
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=_CHINA) if found else None
    except ValueError:
        return None


def _items(page_html: str, address: str) -> list[_Item]:
    root = html.fragment_fromstring(page_html, create_parent="div")
    if address:
        root.make_links_absolute(address)
    items = []
    for heading in root.iter("h2"):
        number = " ".join(heading.text_content().split())
        if not _NUMBER.fullmatch(number):
            continue
        parts: list[Any] = []
        for element in heading.itersiblings():
            if element.tag == "h2":
                break
            parts.append(element)
        content = "".join(html.tostring(part, encoding="unicode", with_tail=False) for part in parts)
        at = _day(parts[0].text_content()) if parts else None
        items.append(_Item(number, heading.get("id") or "", content, at))
    return items[:_MOST]


def _id(item: _Item, site_name: str) -> str:
    """Return an id that stays when the site moves to another address."""
    return uuid5(NAMESPACE_URL, f"{site_name}/{item.number}").urn


def _rss(items: list[_Item], site_name: str, address: str) -> str:
    rss = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": _ATOM} if address else None)
    channel = etree.SubElement(rss, "channel")

    def add(parent: Any, name: str, text: str, **attributes: str) -> None:
        etree.SubElement(parent, name, attributes).text = text

    add(channel, "title", f"{site_name} · 更新公告")
    add(channel, "link", address or "./")
    add(channel, "description", "每次发布更新了什么。")
    add(channel, "language", "zh-CN")
    if address:
        own = {"href": urljoin(address, "feed.xml"), "rel": "self", "type": "application/rss+xml"}
        etree.SubElement(channel, f"{{{_ATOM}}}link", own)
    for item in items:
        entry = etree.SubElement(channel, "item")
        add(entry, "title", item.number)
        add(entry, "link", f"{address or './'}#{item.anchor}")
        add(entry, "guid", _id(item, site_name), isPermaLink="false")
        if item.at:
            add(entry, "pubDate", format_datetime(item.at.astimezone(UTC), usegmt=True))
        add(entry, "description", item.content)
    etree.indent(rss)
    return etree.tostring(rss, xml_declaration=True, encoding="utf-8").decode() + "\n"


def _json(items: list[_Item], site_name: str, address: str) -> str:
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{site_name} · 更新公告",
        "home_page_url": address or "./",
        "language": "zh-CN",
    }
    if address:
        feed["feed_url"] = urljoin(address, "feed.json")
    feed["items"] = [
        {
            "id": _id(item, site_name),
            "url": f"{address or './'}#{item.anchor}",
            "title": item.number,
            "content_html": item.content,
            **({"date_published": item.at.isoformat()} if item.at else {}),
        }
        for item in items
    ]
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def feeds(page_html: str, site_name: str, site_url: str | None) -> dict[str, str]:
    """Return path below the site → text of each feed, from the rendered page of releases."""
    address = urljoin(site_url.rstrip("/") + "/", FOLDER) if site_url else ""
    items = _items(page_html, address)
    return {RSS_PATH: _rss(items, site_name, address), JSON_PATH: _json(items, site_name, address)}
