// 正式考核, the sitting itself: puts the paper on the answer sheet and seals what was answered. Judges nothing.
// The drafts go only after the sealed answers are kept.
// @ts-check
import { handInCode, handInText } from "../core/hand-in.js";
import { toInstant } from "../core/instant.js";
import { isMap, isText, tidyText } from "../core/items.js";
import { refuseCandidate } from "../core/paper.js";
import { make } from "./dom.js";
import { makeSheet } from "./exam-sheet.js";
import { seal } from "./paper-lock.js";
import { paperQuestion } from "./paper-question.js";

/** @typedef {import("../core/paper.js").Paper} Paper */
/** @typedef {import("../store/sittings.js").Sitting} Sitting */
/** @typedef {{paper: string, title: string, digest: string, candidate: import("../core/paper.js").Candidate}} About what the head of a sitting says of its paper */

export const PREFIX = "paper-";
const NOT_SEALED = "答卷没有封上，作答都还在。联上网，刷新这一页，再交一次。";

/** @param {Sitting} sitting @returns {About} */
export const aboutOf = (sitting) => sitting.head.about;

/** @param {Sitting} sitting whether it is one of a paper, whole enough to go on with */
export function isOfPaper({ id, head: { about } }) {
  return id.startsWith(PREFIX) && isMap(about) && [about.paper, about.title, about.digest].every((text) => isText(text, 200)) &&
    refuseCandidate(about.candidate) === "";
}

/**
 * The end of the sitting: its minutes, but not after the assessment closes.
 * @param {Sitting} sitting
 * @param {Paper} paper
 */
function deadlineOf(sitting, { closes }) {
  const ends = [sitting.deadline, closes ? Date.parse(closes) : null].filter((time) => time !== null);
  return ends.length > 0 ? Math.min(.../** @type {number[]} */ (ends)) : null;
}

/** As the page says: where there is no network nothing can be asked for. @returns {string} */
function releaseHere() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="portal-release"]'));
  return meta ? tidyText(meta.content, 40) : "";
}

/**
 * @param {Sitting} sitting
 * @param {Paper} paper
 * @param {number | null} deadline
 * @returns {Promise<import("../store/paper-desk.js").HandedIn>}
 */
async function sealed(sitting, paper, deadline) {
  const { digest, candidate, title } = aboutOf(sitting);
  const now = sitting.clock();
  const end = toInstant(deadline === null ? now : Math.min(now, deadline));
  const [values, times] = [sitting.answers(), sitting.times()];
  // The sheet looks at the clock once a second, so an answer may come a moment after the end.
  const finished = Object.values(times).reduce((a, b) => (a < b ? b : a), end);
  const answers = new Map(Array.from(values, ([id, value]) => [id, { value, at: times[id] }]));
  const text = handInText({
    paper, digest, candidate, answers, started: toInstant(sitting.head.started), finished, release: releaseHere(),
  });
  const code = handInCode(await seal(text, paper.recipient).catch(() => { throw new Error(NOT_SEALED); }));
  return { paper: paper.id, digest, title, number: candidate.number, name: candidate.name, at: finished, code };
}

export class AssessmentSitting {
  /**
   * @param {import("../store/paper-desk.js").PaperDesk} papers
   * @param {Sitting} sitting
   * @param {Paper} paper
   * @param {(item: import("../store/paper-desk.js").HandedIn, isKept: boolean) => void} onHandedIn
   * @param {() => void} onErased
   */
  constructor(papers, sitting, paper, onHandedIn, onErased) {
    this.papers = papers;
    this.sitting = sitting;
    this.paper = paper;
    this.onHandedIn = onHandedIn;
    this.onErased = onErased;
    this.deadline = deadlineOf(sitting, paper);
    this.sheet = makeSheet();
    const { title, candidate } = aboutOf(sitting);
    this.heading = make("h2", { tabindex: "-1" }, title);
    this.element = make("section", { class: "portal-assessment-sitting" }, this.heading,
      make("p", { class: "portal-quiet" }, `${candidate.name}（编号 ${candidate.number}）`), this.sheet);
  }

  /** To be called when it stands on the page. */
  open() {
    const { sitting, paper } = this;
    this.sheet.open({
      questions: paper.questions.map((question) => ({ id: question.id, type: question.type, element: paperQuestion(question) })),
      answers: sitting.answers(),
      flagged: sitting.flagged(),
      deadline: this.deadline,
      clock: sitting.clock,
      save: (id, value) => sitting.save(id, value),
      flag: (id, on) => sitting.flag(id, on),
      submit: () => this.handIn(),
      words: { submit: "交卷", after: "交卷以后不能再改。" },
    });
    this.heading.scrollIntoView();
  }

  /** @param {import("../store/learner-store.js").Change} change made in another tab */
  follow(change) {
    const { sitting, sheet, papers } = this;
    const handed = papers.handedIn(sitting.id);
    if (handed) {
      sheet.close();
      this.onHandedIn(handed, true);
    } else if (!sitting.isThere()) {
      sheet.close();
      this.onErased();
    } else if (sitting.isMine(change)) {
      sheet.update({ answers: sitting.answers(), flagged: sitting.flagged() });
    }
  }

  /** @private If another tab was faster, its sealed answers are those handed in: all copies shall be the same. */
  async handIn() {
    const { papers, sitting, paper } = this;
    if (!sitting.isThere() && !papers.handedIn(sitting.id)) return this.onErased();
    const mine = await sealed(sitting, paper, this.deadline);
    const item = papers.handedIn(sitting.id) || mine;
    const isKept = papers.keepHandedIn(sitting.id, item);
    if (isKept) sitting.end();
    return this.onHandedIn(item, isKept);
  }
}
