// 课时台账, how each class stands: ten months against the quota, the sum, and what is to come, in words.
// @ts-check
import { forecastWords } from "../core/ledger-words.js";
import { make } from "./dom.js";

/** @typedef {import("../core/ledger.js").ClassCount} ClassCount */

/** Not by colour alone. @param {import("../core/ledger.js").MonthCount} month @param {number} quota */
function markOf({ taught, missing, phase }, quota) {
  if (missing > 0) return "short";
  if (taught >= quota) return "full";
  return phase;
}

/** @param {ClassCount} count */
function monthCells({ months, quota }) {
  return months.map((month) => make("li", {
    class: `portal-ledger-${markOf(month, quota)}${month.phase === "now" ? " portal-ledger-current" : ""}`,
    "aria-current": month.phase === "now" ? "date" : null,
  }, make("b", {}, `${month.month}月`), " ", make("span", {}, `${month.taught}/${quota}`), " ",
  make("small", {}, month.missing > 0 ? `缺 ${month.missing}` : month.phase === "now" ? "本月" : "")));
}

/**
 * @param {import("./ledger.js").PortalLedger} page
 * @returns {HTMLElement[]}
 */
export function classCards(page) {
  return page.countsOnShow().map((count) => make("section", { class: "portal-card portal-ledger-class" },
    make("h2", {}, page.nameOf(count)),
    make("ol", { class: "portal-ledger-months" }, ...monthCells(count)),
    make("p", {}, make("b", {}, `已上 ${count.taught} / ${count.due} 课时`),
      count.behind > 0 && `，到现在缺 ${count.behind} 课时`, `。${forecastWords(count)}`)));
}
