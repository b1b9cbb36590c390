// The answer board of a sheet: one button a question, saying in words and signs whether it is answered or flagged.
// @ts-check
import { make, stepButton } from "./dom.js";

/** @typedef {{isAnswered: boolean, isFlagged: boolean, isCurrent: boolean}} Cell */

/** @param {number} number @param {Cell} cell */
function cellWords(number, { isAnswered, isFlagged }) {
  return `第 ${number} 题，${isAnswered ? "已答" : "未答"}${isFlagged ? "，有标记" : ""}`;
}

export class ExamBoard {
  /** @param {number} count @param {(index: number) => void} onChoose */
  constructor(count, onChoose) {
    this.summary = make("summary", {});
    this.buttons = Array.from({ length: count }, (_, i) => stepButton(String(i + 1), () => onChoose(i)));
    const list = make("ol", { class: "portal-exam-cells" }, ...this.buttons.map((one) => make("li", {}, one)));
    const legend = make("p", { class: "portal-exam-legend" }, "✓ 已答　⚑ 有标记　没有符号的还没有答");
    const isWide = window.matchMedia("(min-width: 45em)").matches;
    this.element = make("details", { class: "portal-exam-board", open: isWide }, this.summary, list, legend);
  }

  /** @param {Cell[]} cells */
  show(cells) {
    const count = (/** @type {(cell: Cell) => boolean} */ test) => cells.filter(test).length;
    this.summary.textContent = `答题卡：已答 ${count((one) => one.isAnswered)}，` +
      `未答 ${count((one) => !one.isAnswered)}，标记 ${count((one) => one.isFlagged)}`;
    cells.forEach((cell, i) => this.showCell(this.buttons[i], i + 1, cell));
  }

  /** @private @param {HTMLButtonElement} button @param {number} number @param {Cell} cell */
  showCell(button, number, cell) {
    button.textContent = `${number}${cell.isAnswered ? "✓" : ""}${cell.isFlagged ? "⚑" : ""}`;
    button.setAttribute("aria-label", cellWords(number, cell));
    button.classList.toggle("portal-is-answered", cell.isAnswered);
    button.classList.toggle("portal-is-flagged", cell.isFlagged);
    if (cell.isCurrent) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}
