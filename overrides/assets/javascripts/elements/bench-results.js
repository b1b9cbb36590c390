// 本校汇总, what came of it: the main numbers in words, then every table, each with its CSV file.
// @ts-check
import { shown, tableOf } from "../core/bench/columns.js";
import { writeTable } from "../core/csv.js";
import { BenchTable } from "./bench-table.js";
import { downloadText } from "./deliver.js";
import { button, link, make, setVisible, statusLine, say } from "./dom.js";

/** @typedef {import("../core/bench/columns.js").Sheet} Sheet */
/** @typedef {import("../core/bench/desk.js").Result} Result */

/** What each table answers. @type {Record<string, string>} */
const MEANINGS = {
  总览: "多少人应考、实考、通过，读了多少份记录。",
  学校: "每所学校的应考、缺交、实考、通过。两个通过率分母不同：一个除以实考，一个除以应考，转述时说清是哪一个。",
  个人: "每个人学完几个单元，通过没有，还差哪几条。学校没有交来证明的，按没有算。",
  缺交与名单之外: "名单上谁没有交，谁交了却不在名单上，名单里哪几行要看。",
  题目: "每道题答对的比例和区分度（答得好的人是不是更常答对这题）；不满 20 人的不给。",
  "课时（学校）": "有上课记录的班，每月上了几课时，离定额还差几课时。",
  "课时（班级）": "每个班每个月的课时。",
  疑点: "对不上的地方，只是提请查看，不改变任何分数，也不是结论；怎样问老师写在最后一列。",
  未读文件: "哪些文件读不出、没有读，或者不知道是谁的，为什么，怎么办。",
};
const OPEN = ["学校", "缺交与名单之外"];

/** @param {Sheet} sheet @param {string} title */
const columnOf = (sheet, title) => sheet.columns.findIndex((one) => one.title === title);

/** @param {Sheet} overview @returns {HTMLElement[]} a line for each track */
function headlines(overview) {
  const tracks = Array.from(new Set(overview.rows.filter((row) => row[1] === "应考（名单）").map(([track]) => String(track))));
  const [count, whole, part] = ["数", "分母", "比例"].map((title) => columnOf(overview, title));
  return tracks.map((track) => {
    const of = (/** @type {string} */ item) => overview.rows.find((row) => row[0] === track && row[1] === item) || [];
    const expected = of("应考（名单）")[count];
    const rate = (/** @type {string} */ item) => {
      const row = of(item);
      return row[part] === null ? "" : `${row[count]} / ${row[whole]}（${shown(row[part], overview.columns[part])}）`;
    };
    const listed = expected === null ? "没有名单，不知道应考多少人；" : `应考 ${expected} 人，缺交 ${of("缺交（÷ 应考）")[count]} 人；通过 ÷ 应考：${rate("名单内通过率（÷ 应考）")}；`;
    return make("p", {}, make("b", {}, track), `：${listed}实考 ${of("实考（含名单之外）")[count]} 人，通过 ÷ 实考：${rate("通过率（÷ 实考）") || "—"}。`);
  });
}

/** @param {Sheet} sheet @param {number} place @param {(sheet: Sheet) => void} onTake */
function section(sheet, place, onTake) {
  const id = `table-${place + 1}`;
  const box = make("details", { class: "portal-bench-sheet", open: OPEN.includes(sheet.name) && sheet.rows.length > 0 },
    make("summary", {}, make("h3", { id }, sheet.name), make("span", {}, `${sheet.rows.length} 行`)));
  const fill = () => {
    if (box.childElementCount > 1) return;
    box.append(make("p", {}, MEANINGS[sheet.name]),
      make("div", { class: "portal-row" }, button(`下载“${sheet.name}” (.csv)`, () => onTake(sheet))),
      ...(sheet.rows.length > 0 ? [new BenchTable(sheet, id).element] : [make("p", {}, "没有。")]));
  };
  // A table of thousands of cells is built when somebody looks at it, and for paper.
  box.addEventListener("toggle", () => { if (box.open) fill(); });
  if (box.open) fill();
  return { box, fill };
}

/** @param {Sheet[]} sheets @param {(name: string) => HTMLElement} boxOf */
function contents(sheets, boxOf) {
  const jump = (/** @type {Sheet} */ sheet, /** @type {number} */ place) => {
    const anchor = link(`${sheet.name}（${sheet.rows.length}）`, `#table-${place + 1}`);
    anchor.addEventListener("click", () => { /** @type {HTMLDetailsElement} */ (boxOf(sheet.name)).open = true; });
    return make("li", {}, anchor);
  };
  return make("ul", { class: "portal-bench-contents" }, ...sheets.map(jump));
}

/**
 * @param {Result} result
 * @param {string} day
 * @returns {HTMLElement}
 */
export function resultSection({ sheets, records, people, complaints }, day) {
  const status = statusLine();
  const take = (/** @type {Sheet} */ sheet) => {
    const name = `本校汇总-${sheet.name}-${day}.csv`;
    downloadText(name, "text/csv", writeTable(tableOf(sheet)));
    say(status, `已下载：${name}。用 Excel 直接打开。`);
  };
  const sections = sheets.map((sheet, place) => section(sheet, place, take));
  const boxOf = (/** @type {string} */ name) => sections[sheets.findIndex((sheet) => sheet.name === name)].box;
  const print = () => {
    sections.forEach(({ fill }) => fill());
    window.print();
  };
  const trouble = make("div", { class: "portal-hint" }, ...complaints.map((words) => make("p", {}, words)));
  setVisible(trouble, complaints.length > 0);
  return make("section", { class: "portal-bench-results", "aria-labelledby": "results" },
    make("h2", { id: "results", tabindex: "-1" }, `读了 ${records} 份记录，${people} 人`),
    make("p", {}, `汇总日期：${day}。答案全部按现在的题库重新判过，同一人的几份记录已经合并。`),
    trouble, ...headlines(sheets[0]),
    contents(sheets, boxOf),
    make("div", { class: "portal-row" }, button("打印打开的表", print)), status,
    ...sections.map(({ box }) => box));
}
