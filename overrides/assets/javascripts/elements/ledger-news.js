// 课时台账, at its head: the lessons that were taken away or taught and have a newer revision now.
// @ts-check
import { changedLessons } from "../core/changes.js";
import { button, link, make } from "./dom.js";

/** @param {import("./ledger.js").PortalLedger} page @returns {HTMLElement | string} "" where there is nothing to tell */
export function newsSection(page) {
  const { context, lessons } = page;
  const { facts } = context.store;
  const found = lessons ? changedLessons(lessons, (lesson) => facts.usedRevision(lesson)) : [];
  if (found.length === 0) return "";
  const items = found.map(({ title, url, revision, lines }) =>
    make("li", {}, link(title, context.url(url)), ` 第 ${revision} 版：${lines.join(" ")}`));
  const noted = button("知道了", () => {
    found.forEach(({ id, revision }) => facts.saveUsed(id, revision));
    page.tell("记下了。再有更新，还会列在这里。");
    page.years.focus({ preventScroll: true });
  });
  return make("section", { class: "portal-hint portal-news" },
    make("h2", {}, "你用过的教案有更新"), make("ul", {}, ...items), noted);
}
