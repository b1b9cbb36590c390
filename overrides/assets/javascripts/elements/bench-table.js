// One table of the bench: sorted by any column, searched, and drawn some rows at a time. Changes no number.
// @ts-check
import { shown } from "../core/bench/columns.js";
import { compareText } from "../core/text-order.js";
import { make, say, setVisible, statusLine, stepButton } from "./dom.js";

/** @typedef {import("../core/bench/columns.js").Sheet} Sheet */
/** @typedef {import("../core/bench/columns.js").Column} Column */
/** @typedef {import("../core/bench/columns.js").Cell} Cell */

/** As many as are drawn without anybody noticing. */
const SHOWN = 60;
const FEW = 12;

/** @param {Cell} cell @param {Column} column */
function tableCell(cell, column) {
  const isNumber = column.form !== "text" && (typeof cell === "number" || cell === null);
  const element = make("td", { class: isNumber ? "portal-bench-number" : null }, shown(cell, column));
  if (column.form === "percent" && typeof cell === "number") {
    element.classList.add("portal-bench-share");
    element.style.setProperty("--portal-share", `${Math.min(100, cell * 100)}%`);
  }
  return element;
}

/** What has no value stands last, whichever way. @param {Cell} a @param {Cell} b @param {number} way */
function compareCells(a, b, way) {
  const isEmpty = (/** @type {Cell} */ cell) => cell === null || cell === "";
  if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
  return way * (typeof a === "number" && typeof b === "number" ? a - b : compareText(String(a), String(b)));
}

/** Without the columns that have nothing to show at all, as 区县 where no roster names one. @param {Sheet} sheet @returns {Sheet} */
function withoutEmpty({ name, columns, rows }) {
  const kept = columns.flatMap(({ empty }, i) => (empty !== "" || rows.some((row) => row[i] !== null && row[i] !== "") ? [i] : []));
  return { name, columns: kept.map((i) => columns[i]), rows: rows.map((row) => kept.map((i) => row[i])) };
}

export class BenchTable {
  /** @param {Sheet} whole @param {string} id of its heading */
  constructor(whole, id) {
    const sheet = withoutEmpty(whole);
    this.sheet = sheet;
    /** Column and way; null: as it came. @type {{place: number, way: number} | null} */
    this.order = null;
    this.count = SHOWN;
    this.status = statusLine();
    this.body = make("tbody", {});
    this.heads = sheet.columns.map((column, place) => this.head(column, place));
    this.search = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    this.search.addEventListener("input", () => { this.count = SHOWN; this.draw(); this.tell(); });
    this.more = stepButton("再显示一些", () => { this.count += SHOWN; this.draw(); this.tell(); });
    const table = make("table", { class: "portal-bench-table", "aria-labelledby": id },
      make("thead", {}, make("tr", {}, ...this.heads)), this.body);
    const isLong = sheet.rows.length > FEW;
    this.element = make("div", {},
      isLong && make("label", { class: "portal-field portal-bench-search" }, "只看含有这些字的行", this.search),
      this.status, make("div", { class: "portal-wide", tabindex: 0, role: "group", "aria-labelledby": id }, table), this.more);
    this.draw();
  }

  /** @private @param {Column} column @param {number} place */
  head(column, place) {
    const sorter = make("button", { type: "button", class: "portal-bench-sort" }, column.title);
    sorter.addEventListener("click", () => this.sort(place));
    return make("th", { scope: "col", "aria-sort": "none" }, sorter);
  }

  /** @private @param {number} place once up, once down, then as it came */
  sort(place) {
    const before = this.order && this.order.place === place ? this.order.way : 0;
    this.order = before < 0 ? null : { place, way: before > 0 ? -1 : 1 };
    this.heads.forEach((head, i) => {
      const way = this.order && this.order.place === i ? this.order.way : 0;
      head.setAttribute("aria-sort", way === 0 ? "none" : way > 0 ? "ascending" : "descending");
    });
    this.draw();
    const { title } = this.sheet.columns[place];
    say(this.status, this.order ? `按“${title}”${this.order.way > 0 ? "从小到大" : "从大到小"}排好了。` : "回到原来的顺序。");
  }

  /** @private */
  rows() {
    const words = this.search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const isWanted = (/** @type {Cell[]} */ row) => {
      const text = row.filter((cell) => typeof cell === "string").join("\n").toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const found = words.length > 0 ? this.sheet.rows.filter(isWanted) : this.sheet.rows.slice();
    const { order } = this;
    return order ? found.sort((a, b) => compareCells(a[order.place], b[order.place], order.way)) : found;
  }

  /** @private */
  draw() {
    const rows = this.rows();
    this.found = rows.length;
    const { columns } = this.sheet;
    const first = rows.slice(0, this.count);
    this.body.replaceChildren(...first.map((row) => make("tr", {}, ...row.map((cell, i) => tableCell(cell, columns[i])))));
    setVisible(this.more, rows.length > first.length);
  }

  /** @private */
  tell() {
    const rest = Math.max(0, (this.found || 0) - this.count);
    say(this.status, `找到 ${this.found} 行${rest > 0 ? `，还有 ${rest} 行没有显示` : ""}。`);
  }
}
