// What stands in the open search before anything is typed: the last queries of this tab, and places to begin at.
// @ts-check
import { GRADE } from "../core/keys.js";
import { readRecent } from "../core/recent-queries.js";
import { KINDS } from "../core/search-words.js";
import { link, make } from "./dom.js";

/** @typedef {import("./search-door.js").Context} Context */
/** @typedef {import("../core/search-words.js").Found} Found */

export const RECENT = "portal-search-recent";
export const HELP_PAGE = "campus/help-and-referral/";

const TEACHING_MONTHS = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6];

/** @param {Context} context @param {Found[]} pages those of the site; none as long as they are not known */
function doors(context, pages) {
  const has = (/** @type {string} */ path) => pages.some(({ u }) => u === path);
  const grade = context.settings.get(GRADE) || "";
  const month = new Date(context.clock()).getMonth() + 1;
  const gradePage = `lessons/grade-${grade}/`;
  const mine = grade && has(gradePage) && { words: "本年级·本月", path: `${gradePage}#month-${TEACHING_MONTHS.includes(month) ? month : 9}` };
  return [
    has(HELP_PAGE) && { words: "求助与转介", path: HELP_PAGE },
    mine || { words: "找教案", path: "lessons/" },
    { words: "学证书", path: "certificates/" },
  ].filter((door) => door && (pages.length === 0 || has(door.path.replace(/#.*/, ""))));
}

/**
 * @param {Context} context
 * @param {Found[]} pages
 * @param {(query: string) => void} onQuery
 */
export function startingPoints(context, pages, onQuery) {
  const recent = readRecent(context.settings.getForVisit(RECENT));
  const again = recent.map((query) => {
    const chip = make("button", { type: "button", class: "portal-search-chip" }, query);
    chip.addEventListener("click", () => onQuery(query));
    return chip;
  });
  const kinds = ["lesson", "unit", "guide", "micro"].filter((kind) => pages.some(({ k }) => k === kind)).map((kind) => KINDS[kind]);
  return [
    recent.length > 0 && make("p", { class: "portal-search-label" }, "刚才找过"),
    recent.length > 0 && make("div", { class: "portal-search-chips" }, ...again),
    make("p", { class: "portal-search-label" }, "从这里开始"),
    make("div", { class: "portal-search-chips" }, ...doors(context, pages).map((door) =>
      door && link(door.words, context.url(door.path), "portal-search-chip"))),
    kinds.length > 0 && make("p", { class: "portal-search-hint" },
      `找得到${kinds.join("、")}。可以连年级、月份一起写，如“五年级 十月 情绪”；拼音也行，如“jiaolv”。`),
  ];
}
