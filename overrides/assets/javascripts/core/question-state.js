// What a question on a page should show, from the stored answer, today's key and the verdict the learner last saw.
// @ts-check
import { grade } from "./grading.js";

/** @typedef {import("./grading.js").Key} Key */
/** @typedef {import("./grading.js").Verdict} Verdict */
/** @typedef {import("./items.js").Answer} Answer */
/**
 * @typedef {{verdict: Verdict | null, value: string[], tries: number, isCorrected: boolean}} QuestionState
 *   verdict null: never answered; isCorrected: the key was changed since the learner last looked
 */

/**
 * @param {Key} key
 * @param {Answer | null} answer
 * @param {string | null} seen
 * @returns {QuestionState}
 */
export function questionState(key, answer, seen) {
  if (!answer) return { verdict: null, value: [], tries: 0, isCorrected: false };
  const { latest: { value }, tries } = answer;
  const verdict = grade(key, value);
  const isCorrected = verdict !== "void" && seen !== null && seen !== verdict;
  return { verdict, value, tries, isCorrected };
}
