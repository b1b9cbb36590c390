// <portal-quiz-result>: stands below the questions of a unit: the result once all are answered, and what to look at again.
// Records that the unit is finished, but only upon an answer: opening a page never changes what was achieved.
// @ts-check
import { isPassed } from "../core/progress.js";
import { button, link, make } from "./dom.js";
import { PortalElement } from "./portal-element.js";
import { countSection, questionsOf } from "./quiz-head.js";

/** @typedef {import("../core/progress.js").Count} Count */

export class PortalQuizResult extends PortalElement {
  constructor() {
    super();
    this.box = make("div", { role: "status" });
    /** @type {HTMLElement | null} */
    this.section = null;
    this.unit = "";
    this.revision = 1;
    this.pass = 80;
  }

  start() {
    this.section = this.closest(".portal-quiz");
    if (!this.section) return;
    const { portalUnit = "", portalRevision = "1", portalPass = "80" } = this.section.dataset;
    this.unit = portalUnit;
    this.revision = Number(portalRevision);
    this.pass = Number(portalPass);
    this.append(this.box);
    this.section.addEventListener("portal-answer-recorded", () => this.noteFinish());
    this.refresh();
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    if (change === null || change.kind === "answer") this.refresh();
  }

  /** @private */
  noteFinish() {
    const { total, answered } = countSection(this.section);
    const study = this.context.store.study(this.unit);
    const isNoted = study && study.finished && (study.revision || 0) >= this.revision;
    if (total > 0 && answered === total && !isNoted) this.finish();
  }

  /** @private */
  finish() {
    this.context.store.finishUnit(this.unit, this.revision);
    this.refresh();
  }

  /** @private */
  refresh() {
    const count = countSection(this.section);
    const isComplete = count.total > 0 && count.answered === count.total;
    this.classList.toggle("portal-is-complete", isComplete);
    this.box.replaceChildren(...(isComplete ? this.describe(count) : []));
    if (isComplete) this.context.store.facts.saveKnown(this.unit, questionsOf(this.section).map(({ questionId }) => questionId));
  }

  /** @private @param {Count} count */
  describe(count) {
    const passed = isPassed(count, this.pass);
    const score = Math.floor((count.right * 100) / count.total);
    const verdict = passed ? `已达到 ${this.pass}%。` : `还没有到 ${this.pass}%，再看看下面几题，随时可以重试。`;
    const line = make("p", { class: "portal-result-line" },
      `${passed ? "✓ " : ""}${count.total} 题全部答完，答对 ${count.right} 题（${score}%）。${verdict}`);
    return [line, this.listWrong(), this.offerUpdate()].filter(Boolean);
  }

  /** @private */
  listWrong() {
    const links = questionsOf(this.section)
      .map((question, i) => ({ question, number: i + 1 }))
      .filter(({ question }) => question.verdict === "wrong")
      .map(({ question, number }) => make("li", {}, link(`第 ${number} 题`, `#${question.id}`)));
    if (links.length === 0) return "";
    const { url } = this.context;
    return make("div", {}, make("p", {}, "可以再看看："), make("ul", { class: "portal-again" }, ...links),
      // A package for learning platforms has no such page.
      url && make("p", {}, "答错的题都收进了", link("错题本", url("my/mistakes/")), "，隔几天再来练一遍，记得最牢。"));
  }

  /** All answers still stand, but the unit was revised since: a click says that the news was read. @private */
  offerUpdate() {
    const study = this.context.store.study(this.unit);
    const isOlder = study && study.finished && (study.revision || 0) < this.revision;
    if (!isOlder) return "";
    return make("div", { class: "portal-row" }, make("p", {}, "这个单元在你学过以后有更新。", link("改了什么", "#unit-news")),
      button("更新的内容我看过了", () => this.finish()));
  }
}
