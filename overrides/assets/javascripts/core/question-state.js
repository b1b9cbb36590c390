// What a question on a page should show, from the stored answer, today's key and the verdict the learner last saw.
// @ts-check
import { isAnsweredBefore } from "./corrections.js";
import { grade } from "./grading.js";

/** @typedef {import("./grading.js").Key} Key */
/** @typedef {import("./grading.js").Verdict} Verdict */
/** @typedef {import("./items.js").Answer} Answer */
/**
 * @typedef {{verdict: Verdict | null, value: string[], tries: number, isCorrected: boolean, told: string}} QuestionState
 *   verdict null: never answered; isCorrected: the key was changed since the learner last looked; told: what its author
 *   tells those who answered before that, "" for others
 */

/**
 * @param {Key} key
 * @param {Answer | null} answer
 * @param {string | null} seen
 * @param {import("./grading.js").Correction} [correction] of the key, unless the learner has noted it
 * @returns {QuestionState}
 */
export function questionState(key, answer, seen, correction) {
  if (!answer) return { verdict: null, value: [], tries: 0, isCorrected: false, told: "" };
  const { latest: { value }, tries } = answer;
  const verdict = grade(key, value);
  const isCorrected = verdict !== "void" && seen !== null && seen !== verdict;
  const told = verdict !== "void" && correction && isAnsweredBefore(correction, answer) ? correction.text : "";
  return { verdict, value, tries, isCorrected, told };
}
