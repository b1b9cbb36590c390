// A person's mock exams, judged and drawn anew, and what does not fit in them.
// Mirrors scripts/portal/records/attempts.py and reports/sittings.py.
// @ts-check
import { gradeAttempt } from "../attempts.js";
import { draw, poolMark, poolOf, timesDrawn } from "../draw.js";
import { toSeconds } from "../instant.js";
import { compareText, lookUp } from "../text-order.js";
import { MANY, SHORT_SECONDS, some } from "./flags.js";

/** @typedef {import("../items.js").Attempt} Attempt */
/** @typedef {import("../draw.js").Exam} Exam */
/** @typedef {import("./flags.js").Flag} Flag */
/** @typedef {"same" | "differs" | "no mark" | "other pool" | "no earlier"} Redrawn */
/** @typedef {{attempt: Attempt, exam: Exam | undefined, drawn: number, answered: number, marks: string, unknown: string[], isUndrawn: boolean, redrawn: Redrawn}} Sat marks: the questions in use and which were right */

const GRACE_MINUTES = 5;
const KIND = "抽题和编号对不上";

/** @param {Sat} one */
const nameOf = ({ attempt: { exam, started } }) => `${exam} ${started}`;

/** @param {string} kind @param {string} words @param {string[]} found @returns {Flag[]} */
const flag = (kind, words, found) => (found.length > 0 ? [{ kind, detail: `${words}：${some(found)}` }] : []);

/** Rounded down; -1 for a sitting that was not handed in. @param {Attempt} attempt */
function minutesOf({ started, finished }) {
  const seconds = finished ? toSeconds(finished) - toSeconds(started) : -1;
  return seconds >= 0 ? Math.floor(seconds / 60) : -1;
}

export class Examiner {
  /** @param {import("../progress.js").Catalogue} catalogue */
  constructor(catalogue) {
    this.catalogue = catalogue;
    this.exams = catalogue.exams || {};
    /** @type {Map<string, {pool: import("../draw.js").Candidate[], mark: string}>} */
    this.pools = new Map();
  }

  /** @param {Attempt[]} attempts of one record @returns {Sat[]} */
  examine(attempts) {
    return attempts.map((attempt) => {
      const drawn = Array.from(new Set(attempt.questions));
      const { answered, verdicts } = gradeAttempt(this.catalogue, attempt);
      const marks = verdicts.map(([id, verdict]) => `${id}=${Number(verdict === "right")}`).sort(compareText).join(" ");
      const all = Array.from(new Set([...drawn, ...Object.keys(attempt.answers)]));
      return {
        attempt, drawn: drawn.length, answered, marks, exam: lookUp(this.exams, attempt.exam),
        unknown: all.filter((id) => !lookUp(this.catalogue.questions, id)).sort(compareText),
        isUndrawn: Object.keys(attempt.answers).some((id) => !drawn.includes(id)), redrawn: this.redrawn(attempt, attempts),
      };
    });
  }

  /** @private @param {string} id @param {Exam} exam */
  poolFor(id, exam) {
    const pool = poolOf(this.catalogue, id);
    const made = this.pools.get(id) || { pool, mark: poolMark(exam.lines, pool) };
    this.pools.set(id, made);
    return made;
  }

  /** @private @param {Attempt} attempt @param {Attempt[]} attempts @returns {Redrawn} */
  redrawn(attempt, attempts) {
    const exam = lookUp(this.exams, attempt.exam);
    if (!attempt.pool) return "no mark";
    if (!exam || this.poolFor(attempt.exam, exam).mark !== attempt.pool) return "other pool";
    const times = timesDrawn(attempts, attempt.exam, attempt.earlier || []);
    if (times === null) return "no earlier";
    const again = draw(exam.lines, this.poolFor(attempt.exam, exam).pool, attempt.seed, times);
    return again !== null && again.join(" ") === attempt.questions.join(" ") ? "same" : "differs";
  }
}

/** @param {Sat[]} sat @returns {Flag[]} */
function oddDraws(sat) {
  const of = (/** @type {(one: Sat) => boolean} */ test) => sat.filter(test).map(nameOf);
  const differs = of(({ redrawn }) => redrawn === "differs");
  const unmarked = of(({ redrawn }) => redrawn === "no mark");
  const isFew = (/** @type {Sat} */ { exam, drawn, redrawn }) => exam !== undefined && (redrawn === "other pool" || redrawn === "no earlier")
    && drawn < exam.lines.reduce((sum, { count }) => sum + count, 0);
  const few = sat.filter(isFew).map((one) => `${nameOf(one)} 有 ${one.drawn} 题`);
  const unknown = sat.flatMap((one) => one.unknown);
  const strange = Array.from(new Set(sat.filter(({ exam }) => !exam).map(({ attempt }) => attempt.exam))).sort(compareText);
  return [
    ...flag(KIND, `${differs.length} 次模拟考的题不是它的抽题编号抽出来的`, differs),
    ...flag(KIND, `${unmarked.length} 次模拟考没有写题目范围，抽题不能重做`, unmarked),
    ...flag("模拟考题数不够", `${few.length} 次模拟考的题比蓝图要的少，抽题又不能重做`, few),
    ...flag(KIND, `${of(({ isUndrawn }) => isUndrawn).length} 次模拟考里有没抽到的题的答案，没有计分`, of(({ isUndrawn }) => isUndrawn)),
    ...flag("不认识的题目", `模拟考里有 ${unknown.length} 题不在题库里，没有计分`, unknown),
    ...flag("不认识的模拟考", "没有发布这样的模拟考，只列出，不判合格", strange),
  ];
}

/** @param {Sat[]} sat @returns {Flag[]} */
function oddTimes(sat) {
  const backwards = sat.filter(({ attempt: { started, finished } }) => finished && finished < started).map(nameOf);
  const long = sat.filter(({ exam, attempt }) => exam && minutesOf(attempt) >= exam.minutes + GRACE_MINUTES);
  const isShort = (/** @type {Sat} */ { answered, attempt: { started, finished } }) => answered > MANY && finished !== undefined
    && finished >= started && toSeconds(finished) - toSeconds(started) < SHORT_SECONDS;
  const short = sat.filter(isShort).map(nameOf);
  return [
    ...flag("时间倒流", `${backwards.length} 次模拟考交卷早于开始`, backwards),
    ...flag("模拟考超时", `${long.length} 次比规定的时间长 ${GRACE_MINUTES} 分钟以上`, long.map((one) => `${nameOf(one)} 用了 ${minutesOf(one.attempt)} 分钟`)),
    ...flag("作答时间集中", `${short.length} 次模拟考不到 ${SHORT_SECONDS} 秒就交了卷`, short),
  ];
}

/** @param {Sat[]} sat of one exam @param {Exam} exam @returns {Flag[]} */
function oddCounts(sat, exam) {
  const ordered = sat.slice().sort((a, b) => compareText(a.attempt.started, b.attempt.started));
  const early = ordered.slice(1).filter(({ attempt }, i) => {
    const { started, finished } = ordered[i].attempt;
    return finished !== undefined && started <= finished && toSeconds(attempt.started) - toSeconds(finished) < exam.wait_hours * 3600;
  });
  const isMany = exam.attempts !== null && sat.length > exam.attempts;
  const words = `${exam.title}两次之间要隔 ${exam.wait_hours} 小时，${early.length} 次没有隔够`;
  return [
    ...(isMany ? [{ kind: "模拟考次数过多", detail: `${exam.title}最多 ${exam.attempts} 次，记录里有 ${sat.length} 次` }] : []),
    ...(exam.wait_hours > 0 ? flag("模拟考间隔不够", words, early.map(nameOf)) : []),
  ];
}

/**
 * What does not fit in a person's mock exams, each kind once.
 * @param {Sat[]} sat
 * @param {Record<string, Exam>} exams
 * @returns {Flag[]}
 */
export function oddSittings(sat, exams) {
  const counts = Object.keys(exams).flatMap((id) => oddCounts(sat.filter(({ attempt }) => attempt.exam === id), exams[id]));
  return [...oddDraws(sat), ...oddTimes(sat), ...counts];
}
