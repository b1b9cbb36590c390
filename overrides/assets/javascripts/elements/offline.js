// <portal-offline>: 离线使用. Says which page is not kept here when the worker led to this one, and lists what is kept.
// @ts-check
import { link, make } from "./dom.js";
import { OfflineShelf, canKeep } from "./offline-shelf.js";
import { packList } from "./offline-list.js";
import { PortalElement } from "./portal-element.js";

const TITLE = /<title>([^<]*?)(?: - [^<-]*)?<\/title>/;

export class PortalOffline extends PortalElement {
  start() {
    const wanted = this.wanted();
    if (wanted) this.prepend(this.notKept(wanted));
    if (canKeep()) this.list().catch(() => {});
  }

  /** The page that could not be opened; only one of this site. @private */
  wanted() {
    const path = new URLSearchParams(location.search).get("for");
    const { url } = this.context;
    if (!path) return null;
    const address = url(path);
    return address.startsWith(url(".")) ? address : null;
  }

  /** @private @param {string} address */
  notKept(address) {
    const box = make("div", { class: "portal-notice", role: "status" },
      make("p", {}, "现在连不上网，你要的那一页没有存在这台设备上。学习记录都在，不受影响。"),
      make("p", {}, link("再试一次", address, "portal-button")));
    window.addEventListener("online", () => { box.append(make("p", {}, "网络好像回来了，可以再试。")); }, { once: true });
    return box;
  }

  /** @private */
  async list() {
    const shelf = new OfflineShelf(this.context);
    const packs = packList(this.context);
    if (packs) this.append(make("h2", { id: "packs" }, "整套下载过的"), packs);
    const pages = (await shelf.paths()).filter((path) => path.endsWith("index.html") && !path.startsWith("my/offline/"));
    const titled = await Promise.all(pages.map(async (path) => ({ path, title: (TITLE.exec(await shelf.text(path)) || [])[1] })));
    const items = titled.filter(({ title }) => title).sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, title = "" }) => make("li", {}, link(plain(title), this.context.url(path.replace(/index\.html$/, "")))));
    this.append(make("h2", { id: "kept" }, "没有网也能打开的页面"),
      items.length > 0 ? make("ul", {}, ...items) : make("p", {}, "还没有。打开过的页面会自己留下来。"));
  }
}

/** @param {string} html a title as it stands in a page, with its entities */
function plain(html) {
  const area = document.createElement("textarea");
  area.innerHTML = html; // a textarea holds text only, whatever stands in it
  return area.value;
}
