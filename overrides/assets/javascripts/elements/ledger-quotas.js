// 课时台账, the quota of each grade: the site's, or one that the school has set for itself in this browser.
// @ts-check
import { QUOTAS } from "../core/keys.js";
import { gradeWords } from "../core/ledger-words.js";
import { readQuotas, siteQuota, writeQuota } from "../core/quotas.js";
import { make } from "./dom.js";

/** @typedef {import("./ledger.js").PortalLedger} PortalLedger */

const OFFERED = [0.5, 1, 1.5, 2, 2.5, 3, 4];

/** @param {PortalLedger} page @param {number} grade */
function quotaField(page, grade) {
  const { settings } = page.context;
  const own = readQuotas(settings.get(QUOTAS))[grade];
  const usual = siteQuota(page.grades, grade);
  const offered = Array.from(new Set(own ? [...OFFERED, own] : OFFERED)).filter((n) => n !== usual).sort((a, b) => a - b);
  const select = make("select", { name: `quota-${grade}` },
    make("option", { value: "" }, `${usual}（默认）`), ...offered.map((n) => make("option", { value: n, selected: n === own }, n.toString())));
  select.addEventListener("change", () => {
    const value = select.value === "" ? null : Number(select.value);
    settings.set(QUOTAS, writeQuota(readQuotas(settings.get(QUOTAS)), grade, value));
    page.tell(`${gradeWords(grade, page.grades)}的定额改成每月 ${value || usual} 课时。`);
    const again = /** @type {HTMLElement | null} */ (page.querySelector(`select[name="quota-${grade}"]`));
    if (again) again.focus();
  });
  return make("label", { class: "portal-field" }, gradeWords(grade, page.grades), select);
}

/**
 * @param {PortalLedger} page
 * @param {number[]} inUse grades with entries
 */
export function quotaSection(page, inUse) {
  const set = Object.keys(readQuotas(page.context.settings.get(QUOTAS))).map(Number);
  const grades = Array.from(new Set([...inUse, ...set])).sort((a, b) => a - b);
  const wasOpen = page.quotas.querySelector("details[open]") !== null;
  return make("details", { class: "portal-ledger-quotas", open: wasOpen, hidden: grades.length === 0 },
    make("summary", {}, "每班每月的定额"),
    make("p", {}, "学校或当地另有规定，在这里改；只改这个浏览器里的台账。"),
    make("div", { class: "portal-row" }, ...grades.map((grade) => quotaField(page, grade))));
}
