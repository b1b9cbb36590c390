// The packs that were fetched onto this device, with their days. Null when there are none.
// @ts-check
import { dayWords } from "../core/pack.js";
import { link, make } from "./dom.js";
import { packNotes } from "./offline-shelf.js";

/** @param {import("./portal-element.js").Context} context */
export function packList(context) {
  const notes = Object.entries(packNotes(context));
  if (notes.length === 0) return null;
  const year = new Date(context.clock()).getFullYear();
  return make("ul", {}, ...notes.map(([path, { name, at, extra }]) => make("li", {},
    link(name, context.url(path.replace(/packs\.json$/, "#offline"))),
    `，${dayWords(at, year)}下载${extra ? "，连同取走的文件" : ""}`)));
}

/** The section of 我的数据. @param {import("./portal-element.js").Context} context */
export function offlineSection(context) {
  const place = make("div", {});
  const refresh = () => place.replaceChildren(packList(context) || make("p", {}, "还没有整套下载过年级或轨道。"));
  refresh();
  const element = make("section", { class: "portal-card" },
    make("h2", { id: "offline" }, "存在这台设备上的页面"), place,
    make("p", {}, "它们和学习记录是分开的：删掉页面，记录还在。存了哪些页面，看", link("离线使用", context.url("my/offline/")), "。"));
  return { element, refresh };
}
