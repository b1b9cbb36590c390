// <portal-assessment>: 正式考核 from the paper's file to the sealed answers. Joins its parts and decides which one is on show.
// Without it the page says what to do instead. Never knows a key, never says right or wrong, sends nothing.
// @ts-check
import { beginSection, localTime } from "./assessment-begin.js";
import { handedSection } from "./assessment-handed.js";
import { openSection } from "./assessment-open.js";
import { AssessmentSitting, PREFIX, aboutOf, isOfPaper } from "./assessment-sitting.js";
import { unlockSection } from "./assessment-unlock.js";
import { button, make, say, statusLine } from "./dom.js";
import { digestOf, loadTools } from "./paper-lock.js";
import { PortalElement } from "./portal-element.js";

/** @typedef {import("../core/paper.js").Paper} Paper */
/** @typedef {import("../core/paper.js").Candidate} Candidate */
/** @typedef {import("../store/sittings.js").Sitting} Sitting */

const NO_TOOLS = "网络不太稳，这一页没有取全，现在不能开始。联上网，刷新一次就好。";
const ERASED = "这次考核的作答在另一个标签页清除了。要找回来，就到那一页点撤销，再刷新这一页接着答。";
const NO_ROOM = "浏览器存不下作答（空间满了，或者被设置禁止）。开着这一页就都在：不要刷新，不要关；答完就在这里交卷，把答卷文件存好。";

export class PortalAssessment extends PortalElement {
  start() {
    this.status = statusLine();
    this.view = make("div", {});
    this.replaceChildren(this.status, this.view);
    this.leave = (/** @type {BeforeUnloadEvent} */ event) => {
      event.preventDefault();
      event.returnValue = "";
    };
    document.addEventListener("portal-storage-trouble", () => this.tellTrouble());
    this.load().catch(() => say(this.status, NO_TOOLS));
  }

  /** Whatever the hand-in needs is fetched now: later there may be no network. @private */
  async load() {
    const { context } = this;
    [this.sittings, this.papers] = await Promise.all([context.sittings(), context.papers(), loadTools()]);
    this.tidy();
    this.showDesk();
  }

  /** What a tab that died while handing in, or beginning, left behind. @private */
  tidy() {
    const { sittings, papers } = this;
    sittings.all().filter(({ id }) => papers.handedIn(id)).forEach((sitting) => sitting.end());
    papers.forgetPapersBut(this.openSittings().map(({ id }) => id));
  }

  /** What this browser cannot keep is gone with the page. @private */
  tellTrouble() {
    if (!this.sitting || this.isWarned) return;
    this.isWarned = true;
    say(this.status, make("strong", {}, NO_ROOM));
    window.addEventListener("beforeunload", this.leave);
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    if (this.sitting) this.sitting.follow(change);
  }

  /** @private @param {...HTMLElement} sections */
  show(...sections) {
    this.sitting = undefined;
    this.status.replaceChildren();
    this.view.replaceChildren(...sections);
    const heading = this.view.querySelector("h2");
    if (heading && this.isMoved) heading.focus();
    this.isMoved = true;
  }

  /** @private @returns {Sitting[]} */
  openSittings() {
    return this.sittings.all().filter((sitting) => isOfPaper(sitting) && !this.papers.handedIn(sitting.id));
  }

  /** What lies here: unfinished sittings, sealed answers, and the way to open a paper. @private */
  showDesk() {
    const { papers } = this;
    this.show(
      ...this.openSittings().map((sitting) => this.unfinishedCard(sitting)),
      ...papers.allHandedIn().map(({ sitting, item }) => handedSection(item, () => this.erase(sitting))),
      openSection((reading) => {
        if (reading.locked) this.show(unlockSection(reading.locked, (paper) => this.take(paper), () => this.showDesk()));
        else if (reading.paper) this.take(reading.paper);
      }));
  }

  /** @private @param {string} sitting */
  erase(sitting) {
    this.papers.erase(sitting);
    this.showDesk();
  }

  /** @private @param {Sitting} sitting @param {Paper | null} [paper] */
  unfinishedCard(sitting, paper = this.papers.paper(sitting.id)) {
    const { title, candidate } = aboutOf(sitting);
    const begun = `${candidate.name}（编号 ${candidate.number}）${localTime(sitting.head.started)}开始，答了 ${sitting.answers().size} 题，还没有交卷。`;
    return make("section", { class: "portal-card" },
      make("h2", { tabindex: "-1" }, `没有交卷：${title}`),
      make("p", {}, begun),
      paper ? make("div", { class: "portal-row" }, button(`我是${candidate.name}，接着答`, () => this.sit(sitting, paper), "portal-button-main"))
        : make("p", { class: "portal-hint" }, "在下面再打开一次同一份试卷，就能接着答，作答都在。"));
  }

  /** @private @param {Paper} paper */
  async take(paper) {
    const digest = await digestOf(paper).catch(() => "");
    if (!digest) {
      say(this.status, NO_TOOLS);
      return;
    }
    const begun = this.openSittings().filter((sitting) => aboutOf(sitting).digest === digest);
    const begin = beginSection(paper, this.context.clock, (candidate) => this.begin(paper, digest, candidate), () => this.showDesk());
    const isOnlyOnes = paper.candidate && begun.length > 0;
    this.show(...begun.map((sitting) => this.unfinishedCard(sitting, paper)), ...(isOnlyOnes ? [] : [begin]));
  }

  /** @private @param {Paper} paper @param {string} digest @param {Candidate} candidate */
  begin(paper, digest, candidate) {
    const { papers, sittings } = this;
    const isSame = (/** @type {{digest: string, number: string}} */ one) => one.digest === digest && one.number === candidate.number;
    const handed = papers.allHandedIn().find(({ item }) => isSame(item));
    if (handed) {
      this.showDesk();
      return say(this.status, `编号 ${candidate.number} 已经交过这份试卷，密封好的答卷在下面。`);
    }
    const begun = this.openSittings().find((sitting) => isSame({ digest, number: aboutOf(sitting).candidate.number }));
    if (begun) return this.sit(begun, paper);
    const id = this.freeId(paper);
    papers.keepPaper(id, paper);
    const about = { paper: paper.id, title: paper.title, digest, candidate };
    return this.sit(sittings.begin(id, { questions: paper.questions.map((one) => one.id), minutes: paper.minutes, about }), paper);
  }

  /** Several people may sit one form at one computer, one after another. @private @param {Paper} paper */
  freeId({ id }) {
    const { papers, sittings } = this;
    const isTaken = (/** @type {string} */ one) => sittings.find(one) || papers.handedIn(one);
    let free = `${PREFIX}${id}`;
    for (let i = 2; isTaken(free); i += 1) free = `${PREFIX}${id}-${i}`;
    return free;
  }

  /** @private @param {Sitting} sitting @param {Paper} paper */
  sit(sitting, paper) {
    if (!sitting.isThere()) return this.showDesk();
    const opened = new AssessmentSitting(this.papers, sitting, paper,
      (item, isKept) => this.showHandedIn(sitting.id, item, isKept), () => this.showErased());
    this.show(opened.element);
    this.sitting = opened;
    return opened.open();
  }

  /** @private */
  showErased() {
    this.showDesk();
    say(this.status, ERASED);
  }

  /** @private @param {string} sitting @param {import("../store/paper-desk.js").HandedIn} item @param {boolean} isKept */
  showHandedIn(sitting, item, isKept) {
    if (isKept) window.removeEventListener("beforeunload", this.leave);
    this.show(handedSection(item, () => this.erase(sitting), isKept),
      make("p", {}, button("回到开头", () => this.showDesk(), "portal-button-quiet")));
  }
}
