// How a mock exam and its sittings are told: dates, marks, what is left. Knows no page and no clock.
// @ts-check
import { durationText } from "./exam-time.js";

/** @typedef {import("./draw.js").Exam} Exam */
/** @typedef {import("./items.js").Attempt} Attempt */
/** @typedef {import("./attempts.js").AttemptResult} AttemptResult */

/** @param {number} milliseconds @returns {string} "11 月 22 日 10:05", by the clock of this place */
export function momentText(milliseconds) {
  const day = new Date(milliseconds);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${day.getMonth() + 1} 月 ${day.getDate()} 日 ${two(day.getHours())}:${two(day.getMinutes())}`;
}

/** @param {Exam} exam @param {number} count questions */
export function examFacts({ minutes, pass_percent: percent, attempts, wait_hours: hours }, count) {
  return [
    `${count} 题`, `${minutes} 分钟`, `答对 ${percent}% 算通过`,
    attempts === null ? "次数不限" : `一共可以考 ${attempts} 次`, hours > 0 ? `两次之间隔 ${hours} 小时` : "",
  ].filter(Boolean).join(" · ");
}

/**
 * Why an exam cannot be begun now; "" if it can.
 * @param {{left: number | null, from: number}} next
 */
export function whyNot({ left, from }) {
  if (left === 0) return "可以考的次数用完了。错题本里还能接着练。";
  return from > 0 ? `两次之间要隔一段时间，${momentText(from)} 以后可以再考。` : "";
}

/** @param {AttemptResult} result @param {number} percent the pass mark @param {boolean} isPassed */
export function markText({ right, total, percent: share }, percent, isPassed) {
  if (total === 0) return "这次的题都已经停用，不再计分。";
  return `答对 ${right} / ${total} 题（${share}%），${isPassed ? "达到" : "没有达到"} ${percent}%`;
}

/** @param {Attempt} attempt @returns {string} "用时 35 分钟", "用时不到 1 分钟", "没有交卷" */
export function durationOf({ started, finished }) {
  if (!finished) return "没有交卷";
  return `用时 ${durationText(Date.parse(finished) - Date.parse(started))}`.replace(" 不", "不");
}
