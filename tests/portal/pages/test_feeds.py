"""The feeds that are made from the page of releases."""

import json

from lxml import etree

from portal.pages.feeds import JSON_PATH, RSS_PATH, feeds

PAGE = (
    '<p>开头。</p><h2 id="r2026-11-2">2026.11.2</h2><p>2026 年 11 月 22 日。</p>'
    '<ul><li><a href="../lessons/">新课</a> &lt;三节&gt;</li></ul>'
    '<h2 id="2026111">2026.11.1</h2><p>第一次发布。</p><h2 id="about">关于编号</h2><p>不是一次发布。</p>'
)


def rss(site_url: str | None) -> etree._Element:
    return etree.fromstring(feeds(PAGE, "心育学堂", site_url)[RSS_PATH].encode())


def items(site_url: str | None) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(feeds(PAGE, "心育学堂", site_url)[JSON_PATH])["items"]
    return found


def test_each_release_is_an_item_with_its_day() -> None:
    first, second = items(None)
    assert (first["title"], first["url"], first["date_published"]) == (
        "2026.11.2", "./#r2026-11-2", "2026-11-22T00:00:00+08:00",
    )  # fmt: skip
    assert (second["title"], second["url"]) == ("2026.11.1", "./#2026111")
    assert "date_published" not in second
    assert "关于编号" not in second["content_html"]


def test_without_an_address_links_lead_from_the_feed_itself() -> None:
    assert '<a href="../lessons/">' in items(None)[0]["content_html"]
    channel = rss(None).find("channel")
    assert channel is not None
    assert channel.findtext("link") == "./"
    assert channel.find("{http://www.w3.org/2005/Atom}link") is None


def test_with_an_address_everything_is_in_full() -> None:
    first = items("https://host.example/portal")[0]
    assert first["url"] == "https://host.example/portal/updates/#r2026-11-2"
    assert '<a href="https://host.example/portal/lessons/">' in first["content_html"]
    channel = rss("https://host.example/portal/").find("channel")
    assert channel is not None
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.get("href") == "https://host.example/portal/updates/feed.xml"
    assert channel.findtext("item/link") == "https://host.example/portal/updates/#r2026-11-2"


def test_an_item_keeps_its_id_when_the_site_moves() -> None:
    assert [item["id"] for item in items(None)] == [item["id"] for item in items("https://host.example/")]
    assert items(None)[0]["id"].startswith("urn:uuid:")


def test_both_feeds_hold_the_same_content_and_day() -> None:
    entry = rss(None).find("channel/item")
    assert entry is not None
    assert entry.findtext("description") == items(None)[0]["content_html"]
    assert "&lt;三节&gt;" in items(None)[0]["content_html"]
    assert entry.findtext("pubDate") == "Sat, 21 Nov 2026 16:00:00 GMT"
    assert entry.findtext("guid") == items(None)[0]["id"]


def test_the_same_page_gives_the_same_bytes() -> None:
    assert feeds(PAGE, "心育学堂", None) == feeds(PAGE, "心育学堂", None)


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    page = '<h2 id="x">2026.11.2</h2><p>2026 年 13 月 40 日。</p>'
    (item,) = json.loads(feeds(page, "心育学堂", None)[JSON_PATH])["items"]
    assert "date_published" not in item
