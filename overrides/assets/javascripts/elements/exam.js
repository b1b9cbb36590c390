// <portal-exam>: 模拟考. Chooses an exam, draws, lets it be sat on the sheet, shows the result.
// Decides nothing about questions: core/exam-plan.js draws, core/attempts.js judges, the store keeps every answer at once.
// @ts-check
import { drawAttempt, examOf, nextSitting } from "../core/exam-plan.js";
import { whyNot } from "../core/exam-words.js";
import { toInstant } from "../core/instant.js";
import { attemptKey } from "../core/items.js";
import { idToday } from "../core/moves.js";
import { button, make } from "./dom.js";
import { examCards, openCard } from "./exam-choice.js";
import { examResult } from "./exam-result.js";
import { makeSheet } from "./exam-sheet.js";
import { PortalElement } from "./portal-element.js";
import { questionSources } from "./question-source.js";

/** @typedef {import("../store/sittings.js").Sitting} Sitting */
/** @typedef {import("../core/items.js").Attempt} Attempt */
/** @typedef {import("./question-source.js").Source} Source */

/** For this visit of the tab: a reload goes on where it was. */
const OPENED = "portal-exam-open";
const MOST_SEED = 1e9;
const TROUBLE = "课程目录没有读到，可能是网络断了。连上网络再刷新；没有交卷的作答都还在。";
const CHANGED = "题库刚刚更新过，请刷新这一页再开始。";
const ELSEWHERE = "这次模拟考已经在另一个标签页交了，结果一样在这里。";
const ERASED = "这次模拟考的记录在另一个标签页清除了。";
const NO_TIME = "时间到了，已经按已有的作答交卷。";

/** @returns {number} 0 to 10^9 */
function newSeed() {
  const random = window.crypto && crypto.getRandomValues ? crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32 : Math.random();
  return Math.floor(random * (MOST_SEED + 1));
}

/** Where a question was withdrawn since the sitting began. */
const gone = () => make("fieldset", {}, make("legend", {}, make("span", { class: "portal-question-label" })),
  make("p", {}, "这道题已经停用，不用作答，也不计分。"));

export class PortalExam extends PortalElement {
  constructor() {
    super();
    /** @type {import("./portal-element.js").Catalogue} */
    this.catalogue = /** @type {any} */ (null);
    /** @type {import("../store/sittings.js").Sittings} */
    this.sittings = /** @type {any} */ (null);
    /** @type {import("./exam-sheet.js").ExamSheet | undefined} */
    this.sheet = undefined;
    /** @type {Sitting | undefined} */
    this.sitting = undefined;
  }

  start() {
    this.replaceChildren(make("p", { class: "portal-empty", role: "status" }, "正在读取课程目录……"));
    Promise.all([this.context.catalogue(), this.context.sittings()]).then(([catalogue, sittings]) => {
      this.catalogue = catalogue;
      this.sittings = sittings;
      this.begin();
    }, () => this.replaceChildren(make("p", { class: "portal-empty" }, TROUBLE)));
  }

  /** @private */
  begin() {
    const open = this.sittings.openExams();
    const over = open.find((one) => one.deadline !== null && one.clock() >= one.deadline);
    if (over) return this.finish(over, NO_TIME);
    const here = open.find(({ id }) => id === this.context.settings.getForVisit(OPENED));
    if (here) return this.resume(here);
    this.choose();
    return this.showWanted();
  }

  /** @private @param {string} [words] what went wrong */
  choose(words = "") {
    this.leave();
    const { store } = this.context;
    const shown = {
      catalogue: this.catalogue, attempts: store.record().attempts, now: this.context.clock(),
      open: this.sittings.openExams(),
    };
    this.replaceChildren(make("p", { class: "portal-status", role: "status" }, words),
      ...shown.open.map((one) => openCard(one, shown, () => this.resume(one))),
      ...examCards(shown, { onStart: (id) => this.draw(id), onLook: (attempt) => this.showResult(attempt) }));
  }

  /** The one that the link from a track's page means. @private */
  showWanted() {
    const wanted = new URLSearchParams(location.search).get("exam");
    const card = this.querySelector(`[data-portal-exam="${CSS.escape(wanted || "")}"]`);
    if (card) card.scrollIntoView();
  }

  /** @private */
  leave() {
    if (this.sheet) this.sheet.close();
    this.sheet = undefined;
    this.sitting = undefined;
    this.context.settings.setForVisit(OPENED, "");
  }

  /** @private @param {string[]} ids @returns {Promise<Map<string, Source> | null>} */
  async fetchQuestions(ids) {
    this.replaceChildren(make("p", { class: "portal-empty", role: "status" }, "正在取题……"));
    try {
      return await questionSources(this.context, ids);
    } catch (error) {
      this.choose(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  /** Another tab may have begun or handed one in since the button was drawn. @private @param {string} id of an exam */
  mayBegin(id) {
    const mine = this.context.store.record().attempts.filter(({ exam }) => exam === id);
    const exam = examOf(this.catalogue, id);
    const isOpen = this.sittings.openExams().some(({ head }) => head.attempt && head.attempt.exam === id);
    return exam !== undefined && !isOpen && !whyNot(nextSitting(exam, mine, this.context.clock()));
  }

  /** The time begins when all questions are there. @private @param {string} id of an exam */
  async draw(id) {
    const exam = examOf(this.catalogue, id);
    if (!exam || !this.mayBegin(id)) return this.choose();
    const { attempts } = this.context.store.record();
    const attempt = drawAttempt(this.catalogue, id, attempts, newSeed(), toInstant(this.context.clock()));
    if (!attempt) return this.choose(CHANGED);
    const sources = await this.fetchQuestions(attempt.questions);
    if (!sources) return undefined;
    if (sources.size < attempt.questions.length) return this.choose(CHANGED);
    if (!this.mayBegin(id)) return this.choose();
    const drawn = { ...attempt, started: toInstant(this.context.clock()) };
    const sitting = this.sittings.begin(attemptKey(drawn), {
      questions: drawn.questions, minutes: exam.minutes, attempt: drawn,
    });
    return this.sit(sitting, sources);
  }

  /** Its unit may have moved since the sitting began. @private @param {string} id of a question */
  today(id) {
    return idToday(this.context.store.moved, "answer", id);
  }

  /** @private @param {Sitting} sitting */
  async resume(sitting) {
    const sources = await this.fetchQuestions(sitting.questions.map((id) => this.today(id)));
    if (!sources) return;
    if (sitting.isThere()) this.sit(sitting, sources);
    else this.finish(sitting, ELSEWHERE);
  }

  /** @private @param {Sitting} sitting @param {Map<string, Source>} sources */
  sit(sitting, sources) {
    this.sitting = sitting;
    this.context.settings.setForVisit(OPENED, sitting.id);
    this.sheet = makeSheet();
    const exam = examOf(this.catalogue, String(sitting.head.attempt && sitting.head.attempt.exam));
    const heading = make("h2", { tabindex: "-1" }, exam ? exam.title : "模拟考");
    this.replaceChildren(heading, this.sheet);
    this.sheet.open({
      questions: sitting.questions.map((id) => {
        const source = sources.get(this.today(id));
        return { id, type: source ? source.type : "", element: source ? source.bare() : gone() };
      }),
      answers: sitting.answers(), flagged: sitting.flagged(), deadline: sitting.deadline, clock: sitting.clock,
      save: (id, value) => sitting.save(id, value), flag: (id, on) => sitting.flag(id, on),
      submit: (reason) => this.finish(sitting, reason === "time" ? NO_TIME : ""),
    });
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  }

  /** @private @param {Sitting} sitting @param {string} words */
  finish(sitting, words) {
    const attempt = this.sittings.handIn(sitting);
    if (attempt) this.showResult(attempt, words);
    else this.choose(ERASED);
  }

  /** @private @param {Attempt} attempt @param {string} [words] */
  showResult(attempt, words = "") {
    this.leave();
    const back = button("回到模拟考", () => { this.choose(); this.focusTop(); });
    const { element, heading } = examResult(attempt, this.catalogue, this.context, back);
    this.replaceChildren(make("p", { class: "portal-status", role: "status" }, words), element);
    heading.focus();
  }

  /** @private */
  focusTop() {
    const heading = this.querySelector("h2");
    if (heading) heading.focus();
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    const { sheet, sitting } = this;
    if (!sheet || !sitting || !sitting.isMine(change)) return;
    if (!sitting.isThere()) this.finish(sitting, ELSEWHERE);
    else sheet.update({ answers: sitting.answers(), flagged: sitting.flagged() });
  }
}
