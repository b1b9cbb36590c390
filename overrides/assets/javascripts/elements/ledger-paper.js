// 课时台账 on paper, for inspection: each class with its months, then all lessons with their dates, and room to sign.
// Shown in print only; see stylesheets/ledger.css.
// @ts-check
import { isOther, whyNotCounted } from "../core/ledger.js";
import { labelWords, lessonWords, monthWords, yearWords } from "../core/ledger-words.js";
import { MONTHS } from "../core/school-year.js";
import { make } from "./dom.js";

/** @typedef {import("./ledger.js").PortalLedger} PortalLedger */

/** @param {string[]} cells @param {"th" | "td"} [name] */
const row = (cells, name = "td") => make("tr", {}, ...cells.map((cell) => make(name, name === "th" ? { scope: "col" } : {}, cell)));

/** @param {string} caption @param {string[]} head @param {string[][]} rows @param {string} look */
const table = (caption, head, rows, look) => make("table", { class: `portal-ledger-table ${look}` },
  make("caption", {}, caption), make("thead", {}, row(head, "th")), make("tbody", {}, ...rows.map((cells) => row(cells))));

/** @param {PortalLedger} page */
function monthTable(page) {
  const rows = page.countsOnShow().map((count) => [
    page.nameOf(count), `${count.quota}`, ...count.months.map(monthWords),
    `${count.taught}/${count.due}`, count.behind > 0 ? `${count.behind}` : "—",
  ]);
  return table("各班各月已上课时", ["班级", "每月定额", ...MONTHS.map((month) => `${month}月`), "合计", "到现在缺"], rows, "portal-ledger-counts");
}

/** @param {PortalLedger} page */
function entryTable(page) {
  const rows = page.entries().reverse().map((entry) => [
    entry.date, labelWords(entry.class), lessonWords(entry, page.lessons).title, String(entry.periods),
    [whyNotCounted(entry, page.today), isOther(entry.lesson) ? "" : entry.note || ""].filter(Boolean).join("；"),
  ]);
  return table("上课明细", ["日期", "班级", "课", "课时", "备注"], rows, "portal-ledger-details");
}

/**
 * @param {PortalLedger} page
 * @param {string} school
 * @param {string} teacher
 * @returns {HTMLElement[]}
 */
export function ledgerPaper(page, school, teacher) {
  const line = "＿＿＿＿＿＿＿＿";
  return [
    make("p", { class: "portal-ledger-title" }, `心理健康教育课时台账（${yearWords(page.year)}）`),
    make("p", {}, `学校：${school || line}　　教师：${teacher || line}　　打印日期：${page.today}`),
    monthTable(page), entryTable(page),
    make("p", { class: "portal-ledger-sign" }, `任课教师签字：${line}　　检查人签字：${line}　　日期：${line}`),
  ];
}
