// <portal-question>: brings one question of a page to life: submit, verdict, feedback, retry, clear.
// Without it the page still shows question and key. Judges only by core/, stores only by the store it is given.
// @ts-check
import { asSentence, standingWords } from "../core/corrections.js";
import { normalise } from "../core/normalise.js";
import { questionState } from "../core/question-state.js";
import { tidyText } from "../core/items.js";
import { canonical } from "../core/text-order.js";
import { button, make, say, setVisible, statusLine } from "./dom.js";
import { favouriteButton } from "./favourite.js";
import { PortalElement } from "./portal-element.js";
import { clearMarks, fillInputs, inputsOf, lockInputs, readInputs, showMarks } from "./question-marks.js";

/** @typedef {import("../core/question-state.js").QuestionState} QuestionState */

const ASK_FOR = {
  single: "先选一个答案，再提交。",
  multiple: "先选出你认为对的各项，再提交。",
  true_false: "先选“对”或“错”，再提交。",
  blank: "还有空没有填，填好再提交。",
};

/** @param {QuestionState} state */
function verdictWords({ verdict, tries, isCorrected, told }) {
  if (verdict === null) return "";
  if (verdict === "void") return "选项改过，请重新作答；原来的回答仍保存着。";
  if (told) return `${verdict === "right" ? "✓" : "✗"} 这道题的答案更正过：${asSentence(told)}${standingWords(verdict === "right")}`;
  const news = isCorrected ? "这道题的答案更正过，已按新答案重新判定。" : "";
  const count = tries > 1 ? `（第 ${tries} 次作答）` : "";
  return news + (verdict === "right" ? `✓ 答对了${count}。` : `✗ 这次没答对${count}，看看解析，可以再试一次。`);
}

export class PortalQuestion extends PortalElement {
  constructor() {
    super();
    this.questionId = "";
    /** @type {import("../core/grading.js").Key} */
    this.key = { type: "" };
    /** @type {import("../core/grading.js").Correction | undefined} */
    this.correction = undefined;
    this.isRetrying = false;
    /** What is on show, as one text; null before anything is. @type {string | null} */
    this.shown = null;
    this.submitButton = make("button", { type: "submit", class: "portal-button portal-button-main" }, "提交");
    this.retryButton = button("重试", () => this.retry());
    this.keepButton = button("不改了", () => this.keep());
    this.clearButton = button("清除这一题", () => this.clear(), "portal-button-quiet");
    this.undoButton = button("撤销清除", () => this.context.store.undo(this.undoLabel), "portal-button-quiet");
    this.status = statusLine();
  }

  start() {
    const form = this.querySelector("form");
    const key = this.querySelector(".portal-answer-key");
    if (!form || !key) return;
    this.questionId = this.dataset.portalQuestion || "";
    this.key = JSON.parse(key.textContent || "");
    const told = /** @type {HTMLElement | null} */ (this.querySelector(".portal-corrected"));
    const line = told && told.querySelector("span");
    if (told && line) this.correction = { date: told.dataset.portalCorrected || "", text: line.textContent || "" };
    const row = make("div", { class: "portal-actions" },
      this.submitButton, this.retryButton, this.keepButton, this.clearButton, this.undoButton);
    form.append(row, this.status);
    this.offerFavourite(row);
    form.addEventListener("submit", (event) => this.submit(event));
    this.refresh();
  }

  /** A package for learning platforms has no page that gathers favourites. @private @param {HTMLElement} row */
  offerFavourite(row) {
    if (!this.context.url) return;
    this.favourite = favouriteButton(this.context, this.questionId);
    row.append(this.favourite.element);
  }

  /** Today's verdict on the stored answer. */
  get verdict() {
    return this.readState().verdict;
  }

  /** @private @returns {QuestionState} */
  readState() {
    const { store } = this.context;
    const { facts } = store;
    const isNoted = this.correction && facts.noted(this.questionId) === this.correction.date;
    const correction = isNoted ? undefined : this.correction;
    return questionState(this.key, store.answer(this.questionId), facts.seen(this.questionId), correction);
  }

  /** @private */
  get undoLabel() {
    return `question:${this.questionId}`;
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    const isMine = change === null || change.id === this.questionId;
    if (isMine && (!change || change.kind === "answer")) this.refresh();
    if (isMine && this.favourite) this.favourite.refresh();
  }

  /**
   * Shows what is stored. Does nothing if that is shown already, so that unsent choices survive changes elsewhere.
   * @private
   */
  refresh() {
    const state = this.readState();
    const shown = canonical({ value: state.value, tries: state.tries, verdict: state.verdict });
    if (shown === this.shown) return this.showButtons(state);
    const isFirst = this.shown === null;
    this.shown = shown;
    this.isRetrying = false;
    this.show(state, isFirst);
  }

  /** @private @param {QuestionState} state @param {boolean} isFirst */
  show(state, isFirst) {
    const isAnswered = state.verdict === "right" || state.verdict === "wrong";
    // On a slow line the reader may have chosen before this file arrived; that choice stays.
    if (isAnswered || !isFirst) fillInputs(this, isAnswered ? state.value : []);
    this.showJudged(isAnswered ? state.verdict : null);
    this.showButtons(state);
    say(this.status, verdictWords(state));
    if (isAnswered) this.context.store.facts.setSeen(this.questionId, String(state.verdict));
  }

  /** @private @param {import("../core/grading.js").Verdict | null} verdict null: open for an answer */
  showJudged(verdict) {
    this.classList.toggle("portal-is-right", verdict === "right");
    this.classList.toggle("portal-is-wrong", verdict === "wrong");
    lockInputs(this, verdict !== null);
    if (verdict === null) clearMarks(this);
    else showMarks(this, this.key);
    const explanation = this.querySelector("details");
    if (explanation) {
      setVisible(explanation, verdict !== null);
      explanation.open = verdict !== null;
    }
  }

  /** @private @param {QuestionState} state */
  showButtons({ verdict }) {
    const isJudged = (verdict === "right" || verdict === "wrong") && !this.isRetrying;
    setVisible(this.submitButton, !isJudged);
    setVisible(this.retryButton, isJudged);
    setVisible(this.keepButton, this.isRetrying);
    setVisible(this.clearButton, verdict !== null);
    setVisible(this.undoButton, verdict === null && this.context.store.canUndo(this.undoLabel));
  }

  /** @private @param {Event} event */
  submit(event) {
    event.preventDefault();
    // Enter in a gap that is already judged comes here too.
    if (this.submitButton.hidden) return;
    const value = readInputs(this).map((text) => tidyText(text, 200));
    if (this.isIncomplete(value)) return this.askForMore();
    this.shown = "";
    this.context.store.recordAnswer(this.questionId, value);
    this.keepFocus();
    this.dispatchEvent(new CustomEvent("portal-answer-recorded", {
      bubbles: true, detail: { question: this.questionId, verdict: this.verdict },
    }));
  }

  /** @private @param {string[]} value */
  isIncomplete(value) {
    return value.length === 0 || (this.key.type === "blank" && value.some((text) => normalise(text) === ""));
  }

  /** @private */
  askForMore() {
    const type = /** @type {keyof typeof ASK_FOR} */ (this.key.type);
    say(this.status, ASK_FOR[type] || ASK_FOR.single);
    const empty = inputsOf(this).find((input) => normalise(input.value) === "");
    if (type === "blank" && empty) empty.focus();
  }

  /**
   * The control that had the focus may have been hidden or locked just now; a keyboard must not fall off the page.
   * @private
   */
  keepFocus() {
    const active = document.activeElement;
    const isInUse = active instanceof HTMLInputElement && active.readOnly && this.contains(active);
    if (!isInUse) this.retryButton.focus({ preventScroll: true });
  }

  /** Asks as if for the first time. The stored answer stays until the next one. */
  askAnew() {
    this.isRetrying = true;
    fillInputs(this, []);
    this.showJudged(null);
    this.showButtons(this.readState());
    say(this.status);
  }

  /** Whether an answer is awaited. */
  get isOpen() {
    return !this.submitButton.hidden;
  }

  /** @private */
  retry() {
    this.askAnew();
    say(this.status, "再试一次。提交以前，原来的回答仍保存着。");
    const [first] = inputsOf(this);
    if (first) first.focus({ preventScroll: true });
  }

  /** @private */
  keep() {
    this.shown = "";
    this.refresh();
    this.keepFocus();
  }

  /** @private */
  clear() {
    this.context.store.clearAnswers(this.undoLabel, [this.questionId]);
    say(this.status, "这一题的作答已清除。");
    this.undoButton.focus({ preventScroll: true });
  }
}
