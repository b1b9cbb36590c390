// <portal-quiz-head>: stands above the questions of a unit: how far, clear this page, print.
// @ts-check
import { countVerdicts } from "../core/progress.js";
import { ask } from "./ask.js";
import { button, make, say, setVisible, statusLine } from "./dom.js";
import { PortalElement } from "./portal-element.js";
import { printAs } from "./print.js";

/** @typedef {import("./question.js").PortalQuestion} PortalQuestion */

/** @param {Element | null} section @returns {PortalQuestion[]} */
export function questionsOf(section) {
  return section ? Array.from(section.querySelectorAll("portal-question")) : [];
}

/** @param {Element | null} section */
export function countSection(section) {
  return countVerdicts(questionsOf(section).map((question) => question.verdict));
}

export class PortalQuizHead extends PortalElement {
  constructor() {
    super();
    this.words = make("p", { class: "portal-progress-words" });
    this.bar = make("progress", { class: "portal-bar", "aria-label": "本页进度" });
    this.clearButton = button("清除本页作答", () => this.askToClear(), "portal-button-quiet");
    this.undoButton = button("撤销清除", () => this.undo(), "portal-button-quiet");
    this.place = make("div");
    this.status = statusLine();
  }

  start() {
    const tools = make("div", { class: "portal-row" }, this.clearButton, this.undoButton,
      button("打印试题", () => printAs("portal-print-paper"), "portal-button-quiet"),
      button("打印带答案", () => printAs("portal-print-key"), "portal-button-quiet"));
    this.append(this.words, this.bar, tools, this.place, this.status);
    this.refresh();
  }

  /** @private @returns {HTMLElement | null} */
  get section() {
    return this.closest(".portal-quiz");
  }

  /** @private */
  get undoLabel() {
    return `page:${this.section ? this.section.dataset.portalUnit : ""}`;
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    if (change === null || change.kind === "answer") this.refresh();
  }

  /** @private */
  refresh() {
    const { total, answered, right } = countSection(this.section);
    this.words.textContent = `已答 ${answered} / ${total}，答对 ${right}`;
    this.bar.max = Math.max(total, 1);
    this.bar.value = answered;
    setVisible(this.clearButton, answered > 0);
    setVisible(this.undoButton, this.context.store.canUndo(this.undoLabel));
  }

  /** @private */
  askToClear() {
    const { answered } = countSection(this.section);
    ask(this.place, {
      question: `清除本页 ${answered} 道题的作答？清除以后还可以撤销，学习时间不受影响。`,
      yes: "清除",
      onYes: () => this.clear(answered),
      opener: this.clearButton,
    });
  }

  /** @private @param {number} answered */
  clear(answered) {
    const ids = questionsOf(this.section).map((question) => question.questionId);
    this.context.store.clearAnswers(this.undoLabel, ids);
    say(this.status, `已清除 ${answered} 道题的作答。`);
    this.undoButton.focus();
  }

  /** @private */
  undo() {
    this.context.store.undo(this.undoLabel);
    say(this.status, "作答都回来了。");
    this.clearButton.focus();
  }
}
