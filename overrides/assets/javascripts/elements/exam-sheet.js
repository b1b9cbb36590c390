// <portal-exam-sheet>: an answer sheet. Shows questions, keeps what is chosen through `save`, watches the time, hands in.
// Knows no keys, no storage, and not where questions come from: whoever opens it brings them.
//
//   const sheet = makeSheet();              // then put it on the page
//   sheet.open({
//     questions: [{id, type, element}],     // element: a <fieldset> as on unit pages, inputs named "answer", no key or
//                                           // feedback; the words of its .portal-question-label are set here
//     answers: Map<id, string[]>, flagged: Set<id>,
//     deadline, clock: () => milliseconds,  // by the same clock
//     save(id, value), flag(id, on),        // called at each change; value [] for none
//     submit(reason),                       // may return a promise: if it fails, its message is shown
//   });
// @ts-check
import { isAnswered } from "../core/exam-answer.js";
import { tidyText } from "../core/items.js";
import { button, make, say, setVisible, statusLine, stepButton } from "./dom.js";
import { ExamBoard } from "./exam-board.js";
import { askToHandIn } from "./exam-hand-in.js";
import { KEYS_HELP, sheetKey } from "./exam-keys.js";
import { ExamQuestion } from "./exam-question.js";
import { ExamTimer } from "./exam-timer.js";

/** @typedef {{id: string, type: string, element: HTMLElement}} SheetQuestion */
/**
 * @typedef {object} Opening
 * @property {SheetQuestion[]} questions
 * @property {Map<string, string[]>} answers
 * @property {Set<string>} flagged
 * @property {number | null} deadline
 * @property {() => number} clock
 * @property {(id: string, value: string[]) => void} save
 * @property {(id: string, on: boolean) => void} flag
 * @property {(reason: "asked" | "time") => void | Promise<void>} submit
 * @property {{submit?: string, after?: string}} [words]
 */

const NAME = "portal-exam-sheet";

export class ExamSheet extends HTMLElement {
  constructor() {
    super();
    /** @type {Opening} */
    this.opening = /** @type {any} */ (null);
    /** @type {ExamQuestion[]} */
    this.questions = [];
    /** @type {Map<string, string[]>} */
    this.answers = new Map();
    /** @type {Set<string>} */
    this.flagged = new Set();
    this.board = new ExamBoard(0, () => {});
    /** @type {ExamTimer | undefined} */
    this.timer = undefined;
    this.count = make("span", { class: "portal-exam-count" });
    this.status = statusLine();
    this.place = make("div", { class: "portal-exam-ask" });
    this.submitButton = button("交卷", () => this.askToSubmit(), "portal-button-main");
    this.previousButton = stepButton("上一题", () => this.go(this.current - 1));
    this.nextButton = stepButton("下一题", () => this.go(this.current + 1));
    this.wholeButton = button("", () => this.toggleWhole(), "portal-button-quiet");
    this.warning = "";
    this.isClosed = true;
    this.isWhole = false;
    this.current = 0;
    this.press = this.press.bind(this);
  }

  connectedCallback() {
    // The heading above the sheet has the focus at first, and where nothing has, it is the page.
    document.addEventListener("keydown", this.press);
  }

  /** @param {Opening} opening */
  open(opening) {
    if (this.timer) this.timer.stop();
    const { questions, answers, flagged, deadline, clock, words = {} } = opening;
    Object.assign(this, { opening, isClosed: false, isWhole: false, current: 0 });
    this.warning = words.after || "交卷以后不能再改。";
    this.submitButton.textContent = words.submit || "交卷";
    this.submitButton.disabled = false;
    this.questions = questions.map((one, i) => new ExamQuestion(one, i + 1, {
      onAnswer: (value) => this.take(one.id, value), onFlag: (on) => this.takeFlag(one.id, on),
    }));
    this.board = new ExamBoard(questions.length, (index) => this.go(index));
    this.timer = new ExamTimer({
      deadline, clock, onSpeak: (text) => say(this.status, text), onOver: () => this.handIn("time"),
    });
    this.build(deadline === null ? null : this.timer.element);
    this.update({ answers, flagged });
    this.showCurrent();
    this.timer.start();
  }

  /** @private @param {HTMLElement | null} time */
  build(time) {
    const bar = make("div", { class: "portal-exam-bar" }, time, this.count, this.submitButton, this.place);
    const steps = make("div", { class: "portal-exam-steps" }, this.previousButton, this.nextButton, this.wholeButton);
    this.replaceChildren(bar, this.status, this.board.element,
      ...this.questions.map(({ element }) => element), steps, make("p", { class: "portal-exam-keys" }, KEYS_HELP));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.press);
    if (this.timer) this.timer.stop();
  }

  /**
   * Shows answers and flags as they stand now.
   * @param {{answers: Map<string, string[]>, flagged: Set<string>}} state
   */
  update({ answers, flagged }) {
    this.answers = new Map(answers);
    this.flagged = new Set(flagged);
    this.questions.forEach((one) => one.show(this.answers.get(one.id) || [], this.flagged.has(one.id)));
    this.showBoard();
  }

  /** Nothing can be changed from now on. */
  close() {
    this.isClosed = true;
    if (this.timer) this.timer.stop();
    this.questions.forEach((one) => one.lock(true));
    this.submitButton.disabled = true;
    this.place.replaceChildren();
  }

  /** @private @param {string} id @param {string[]} value */
  take(id, value) {
    if (this.isClosed) return;
    const texts = value.map((text) => tidyText(text, 200));
    if (texts.length > 0 && texts.some((text) => text !== "")) this.answers.set(id, texts);
    else this.answers.delete(id);
    this.opening.save(id, this.answers.get(id) || []);
    this.showBoard();
  }

  /** @private @param {string} id @param {boolean} on */
  takeFlag(id, on) {
    if (this.isClosed) return;
    if (on) this.flagged.add(id);
    else this.flagged.delete(id);
    this.opening.flag(id, on);
    this.showBoard();
  }

  /** @private */
  showBoard() {
    const cells = this.questions.map(({ id }, i) => ({
      isAnswered: isAnswered(this.answers.get(id)), isFlagged: this.flagged.has(id), isCurrent: i === this.current,
    }));
    this.board.show(cells);
    const open = cells.filter((cell) => !cell.isAnswered).length;
    this.count.textContent = `已答 ${cells.length - open} / ${cells.length}`;
  }

  /** @private */
  showCurrent() {
    this.questions.forEach(({ element }, i) => setVisible(element, this.isWhole || i === this.current));
    [this.previousButton, this.nextButton].forEach((one) => setVisible(one, !this.isWhole));
    this.previousButton.disabled = this.current === 0;
    this.nextButton.disabled = this.current === this.questions.length - 1;
    this.wholeButton.textContent = this.isWhole ? "一题一题看" : "全部列出";
    this.showBoard();
  }

  /** @private @param {number} index */
  go(index) {
    if (index < 0 || index >= this.questions.length) return;
    this.current = index;
    this.showCurrent();
    this.questions[index].focus();
  }

  /** @private */
  toggleWhole() {
    this.isWhole = !this.isWhole;
    this.showCurrent();
    this.questions[this.current].focus();
  }

  /** @private @param {KeyboardEvent} event */
  press(event) {
    const target = /** @type {Node} */ (event.target);
    const isHere = target === document.body || (this.parentElement !== null && this.parentElement.contains(target));
    const key = isHere ? sheetKey(event) : "";
    if (key === "" || this.isClosed) return;
    const at = this.questions.findIndex(({ element }) => element.contains(target));
    if (at >= 0) this.current = at;
    const question = this.questions[this.current];
    if (key === "n") this.go(this.current + 1);
    else if (key === "p") this.go(this.current - 1);
    else if (key === "m") question.pressFlag();
    else if (!question.pressLetter(key)) return;
    event.preventDefault();
  }

  /** @private */
  askToSubmit() {
    const numbers = (/** @type {(one: ExamQuestion) => boolean} */ test) =>
      this.questions.filter(test).map(({ number }) => number);
    const open = numbers(({ id }) => !isAnswered(this.answers.get(id)));
    const flagged = numbers(({ id }) => this.flagged.has(id));
    askToHandIn(this.place, this.submitButton, {
      open, flagged, warning: this.warning, onYes: () => this.handIn("asked"), onBack: (number) => this.go(number - 1),
    });
  }

  /** @private @param {"asked" | "time"} reason */
  async handIn(reason) {
    if (this.isClosed) return;
    this.close();
    try {
      await this.opening.submit(reason);
    } catch (error) {
      this.submitButton.disabled = false;
      this.isClosed = false;
      if (reason === "asked") {
        this.questions.forEach((one) => one.lock(false));
        if (this.timer) this.timer.start();
      }
      say(this.status, error instanceof Error ? error.message : String(error));
    }
  }
}

/** @returns {ExamSheet} a sheet to put on the page and to open */
export function makeSheet() {
  if (!customElements.get(NAME)) customElements.define(NAME, ExamSheet);
  return /** @type {ExamSheet} */ (document.createElement(NAME));
}
