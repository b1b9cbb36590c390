// One question on an answer sheet: takes what is chosen or typed at once, and carries a flag. Says nothing of right or wrong.
// @ts-check
import { button, make, setVisible } from "./dom.js";
import { fillInputs, inputsOf, lockInputs, readInputs } from "./question-marks.js";

/** @typedef {import("./exam-sheet.js").SheetQuestion} SheetQuestion */

/** @type {Record<string, string>} */
const KINDS = { single: "单选", multiple: "多选", true_false: "判断", blank: "填空" };
const LETTERS = "abcdefghijkl";

export class ExamQuestion {
  /**
   * @param {SheetQuestion} question
   * @param {number} number
   * @param {{onAnswer: (value: string[]) => void, onFlag: (on: boolean) => void}} listeners
   */
  constructor({ id, type, element }, number, { onAnswer, onFlag }) {
    this.id = id;
    this.number = number;
    this.onAnswer = onAnswer;
    this.flagButton = button("标记，回头再看", () => this.pressFlag(), "portal-exam-flag");
    this.clearButton = button("清除这一题", () => this.clear(), "portal-button-quiet");
    this.onFlag = onFlag;
    const label = element.querySelector(".portal-question-label");
    if (label) label.textContent = `第 ${number} 题 · ${KINDS[type] || ""}`;
    // A form of its own: otherwise the choices of all questions would be one group of radio buttons. It has no name, or each
    // would be a landmark.
    const form = make("form", { method: "dialog" },
      element, make("div", { class: "portal-actions" }, this.flagButton, this.clearButton));
    this.element = make("div", { class: "portal-question portal-exam-question", tabindex: "-1",
      role: "group", "aria-label": `第 ${number} 题` }, form);
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("input", () => this.take());
  }

  /** @private */
  take() {
    const value = readInputs(this.element);
    setVisible(this.clearButton, value.some((text) => text !== ""));
    this.onAnswer(value);
  }

  /** @param {string[]} value @param {boolean} isFlagged */
  show(value, isFlagged) {
    // Writing the same text again would throw the cursor to its end.
    if (readInputs(this.element).join("\n") !== value.join("\n")) fillInputs(this.element, value);
    setVisible(this.clearButton, value.length > 0);
    this.flagButton.setAttribute("aria-pressed", String(isFlagged));
    this.flagButton.textContent = isFlagged ? "⚑ 已标记" : "标记，回头再看";
  }

  /** @param {boolean} isLocked */
  lock(isLocked) {
    lockInputs(this.element, isLocked);
    this.flagButton.disabled = isLocked;
    this.clearButton.disabled = isLocked;
  }

  focus() {
    this.element.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }

  pressFlag() {
    if (this.flagButton.disabled) return;
    const on = this.flagButton.getAttribute("aria-pressed") !== "true";
    this.show(readInputs(this.element), on);
    this.onFlag(on);
  }

  /**
   * @param {string} key a letter as before the choices, or its number
   * @returns {boolean} whether there is such a choice
   */
  pressLetter(key) {
    const choices = inputsOf(this.element).filter((input) => !input.classList.contains("portal-blank"));
    const index = key.length === 1 ? Math.max(LETTERS.indexOf(key), "123456789".indexOf(key)) : -1;
    const input = index >= 0 ? choices[index] : undefined;
    if (!input || input.disabled) return false;
    input.focus();
    input.click();
    return true;
  }

  /** @private */
  clear() {
    fillInputs(this.element, []);
    this.take();
    this.element.focus();
  }
}
