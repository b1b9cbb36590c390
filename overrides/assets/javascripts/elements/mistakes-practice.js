// Practising in 错题本: one question after the other, with the buttons where a thumb is. The question is the very element of
// the unit's page, so an answer given here is the answer there. A question answered wrongly comes once more at the end.
// @ts-check
import { button, link, make, say, setVisible, statusLine } from "./dom.js";
import { renumber } from "./question-marks.js";
import { questionElements } from "./question-source.js";

/** @typedef {import("./portal-element.js").Context} Context */
/** @typedef {import("./question.js").PortalQuestion} PortalQuestion */
/**
 * @typedef {object} Options
 * @property {() => number} needed right answers in a row that take a question out; it may change in another tab
 * @property {(id: string) => {isIn: boolean, streak: number, title: string, url: string}} look how a question stands, and its unit
 * @property {() => void} onLeave
 */

export class Practice {
  /** @param {Context} context @param {string[]} ids @param {Options} options */
  constructor(context, ids, options) {
    this.context = context;
    this.options = options;
    this.ids = ids;
    /** @type {Map<string, PortalQuestion>} */
    this.questions = new Map();
    this.heading = make("h2", { tabindex: -1 });
    this.bar = make("progress", { class: "portal-bar", "aria-label": "这一轮练了多少" });
    this.stage = make("div", { class: "portal-quiz portal-practice-stage" });
    this.unit = make("p", { class: "portal-unit-words" });
    this.status = statusLine();
    this.mainButton = button("提交", () => this.press(), "portal-button-main");
    this.skipButton = button("跳过", () => this.next());
    this.leaveButton = button("结束", () => this.finish());
    this.thumbBar = make("div", { class: "portal-thumb-bar" }, this.status,
      make("div", { class: "portal-row" }, this.leaveButton, this.skipButton, this.mainButton));
    this.element = make("div", { class: "portal-practice" }, this.heading, this.bar, this.stage, this.unit,
      this.thumbBar);
    this.element.addEventListener("portal-answer-recorded", () => this.answered());
    this.startRound(ids);
  }

  /** @private @param {string[]} ids */
  startRound(ids) {
    this.queue = ids.slice();
    this.done = 0;
    /** The verdict on each question that was answered in this round, the last one. @type {Map<string, boolean>} */
    this.outcomes = new Map();
    /** Questions that left the book in this round. @type {Set<string>} */
    this.learnt = new Set();
    /** Whether the question on show stood in the book before it was answered: a favourite need not. */
    this.wasIn = false;
  }

  /** Fetches the questions, then shows the first. */
  async begin() {
    this.heading.textContent = "正在取题……";
    this.showControls(false);
    try {
      this.questions = await questionElements(this.context, this.ids);
      this.startRound(this.ids.filter((id) => this.questions.has(id)));
      this.show();
    } catch (error) {
      this.tell(error instanceof Error ? error.message : "题目没有取到，请再试一次。", button("再试一次", () => this.begin(), "portal-button-main"));
    }
  }

  /** @private */
  get current() {
    return this.queue[0];
  }

  /** @private @param {boolean} isAsking */
  showControls(isAsking) {
    [this.bar, this.thumbBar].forEach((control) => setVisible(control, isAsking));
  }

  /** @private */
  show() {
    const question = this.current && this.questions.get(this.current);
    if (!question) return this.finish();
    const left = this.queue.length;
    this.heading.textContent = `第 ${this.done + 1} 题，还有 ${left - 1} 题`;
    this.bar.max = this.done + left;
    this.bar.value = this.done;
    this.stage.replaceChildren(question);
    renumber(question);
    question.askAnew();
    const { title, url, isIn } = this.options.look(this.current);
    this.wasIn = isIn;
    this.unit.replaceChildren("出自：", link(title, `${this.context.url(url)}#q-${this.current.split("/")[1]}`));
    this.showControls(true);
    say(this.status);
    this.refresh();
    this.toTop();
  }

  /** @private */
  toTop() {
    this.element.scrollIntoView({ block: "start" });
    this.heading.focus({ preventScroll: true });
  }

  /** Another tab may have answered the question that is on show. */
  refresh() {
    const question = this.current && this.questions.get(this.current);
    if (!question || !question.isConnected) return;
    this.mainButton.textContent = question.isOpen ? "提交" : this.queue.length > 1 ? "下一题" : "看结果";
    setVisible(this.skipButton, question.isOpen);
  }

  /** @private */
  press() {
    const question = this.questions.get(this.current);
    const form = question && question.querySelector("form");
    if (!question || !form) return;
    if (question.isOpen) form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    else this.next();
  }

  /** @private */
  answered() {
    const question = this.questions.get(this.current);
    const isRight = Boolean(question && question.verdict === "right");
    const { isIn, streak } = this.options.look(this.current);
    this.outcomes.set(this.current, isRight);
    if (!isRight) this.queue.push(this.current);
    if (this.wasIn && !isIn) this.learnt.add(this.current);
    say(this.status, this.words(isRight, isIn, streak));
    this.refresh();
    this.mainButton.focus({ preventScroll: true });
  }

  /** @private @param {boolean} isRight @param {boolean} isIn @param {number} streak */
  words(isRight, isIn, streak) {
    const needed = this.options.needed();
    if (!isRight) return "没关系，这道题留在错题本里，这一轮的最后再来一遍。";
    if (!isIn) return this.wasIn ? `✓ 连续答对 ${streak} 次，这道题离开错题本了。` : "✓ 答对了。";
    return `✓ 连续答对 ${streak} 次，再对 ${needed - streak} 次就离开错题本。`;
  }

  /** @private */
  next() {
    this.queue.shift();
    this.done += 1;
    this.show();
  }

  /** @private */
  finish() {
    const outcomes = Array.from(this.outcomes.values());
    if (outcomes.length === 0 && this.queue.length > 0) return this.options.onLeave();
    const right = outcomes.filter(Boolean).length;
    const words = outcomes.length > 0
      ? `这一轮练了 ${outcomes.length} 题，最后答对 ${right} 题，${this.learnt.size} 题离开了错题本。`
      : "这一轮没有作答，题目都还在错题本里。";
    const again = this.ids.filter((id) => this.questions.has(id) && (!this.outcomes.get(id) || this.options.look(id).isIn));
    this.tell(words, again.length > 0 && button(`再练一轮（${again.length} 题）`, () => this.repeat(again), "portal-button-main"));
  }

  /** @private @param {string[]} ids */
  repeat(ids) {
    this.startRound(ids);
    this.show();
  }

  /** @private @param {string} words @param {HTMLElement | false} action */
  tell(words, action) {
    this.queue = [];
    this.showControls(false);
    this.heading.textContent = "练习";
    this.unit.replaceChildren();
    this.stage.replaceChildren(make("div", { class: "portal-continue-box" }, make("p", { role: "status" }, words),
      make("div", { class: "portal-row" }, action, button("回到错题本", () => this.options.onLeave()))));
    this.toTop();
  }
}
