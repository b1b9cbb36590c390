// How a sitting of a mock exam stands by today's keys. Questions that are no longer in use count for nothing.
// Mirrors scripts/portal/records/attempts.py; tests/contracts/attempts.json holds both. Stores no verdict.
// @ts-check
import { grade } from "./grading.js";
import { countVerdicts, isPassed } from "./progress.js";
import { lookUp } from "./text-order.js";

/** @typedef {import("./items.js").Attempt} Attempt */
/** @typedef {import("./progress.js").Catalogue} Catalogue */
/** @typedef {import("./progress.js").Count} Count */
/** @typedef {import("./grading.js").Verdict} Verdict */
/**
 * @typedef {Count & {percent: number | null, verdicts: [string, Verdict | null][],
 *   modules: Record<string, Count>, objectives: Record<string, Count>}} AttemptResult
 *   percent: rounded down; null of nothing. verdicts: in the order of the sitting, null: not answered.
 *   objectives: `<unit id>/<objective>` → count
 */

/** @param {Count} count */
const percentOf = ({ right, total }) => (total > 0 ? Math.floor((right * 100) / total) : null);

/**
 * @param {[string, Verdict | null][]} verdicts
 * @param {(id: string) => string} groupOf
 * @returns {Record<string, Count>}
 */
function countBy(verdicts, groupOf) {
  /** @type {Map<string, (Verdict | null)[]>} */
  const groups = new Map();
  for (const [id, verdict] of verdicts) groups.set(groupOf(id), [...(groups.get(groupOf(id)) || []), verdict]);
  return Object.fromEntries(Array.from(groups, ([group, found]) => [group, countVerdicts(found)]));
}

/**
 * @param {Catalogue} catalogue
 * @param {Pick<Attempt, "questions" | "answers">} attempt
 * @returns {AttemptResult}
 */
export function gradeAttempt(catalogue, attempt) {
  const inUse = Array.from(new Set(attempt.questions)).filter((id) => {
    const question = lookUp(catalogue.questions, id);
    return question !== undefined && question.status === "published";
  });
  const verdicts = inUse.map((id) => {
    const value = lookUp(attempt.answers, id);
    return /** @type {[string, Verdict | null]} */ ([id, value ? grade(catalogue.questions[id], value) : null]);
  });
  const unitOf = (/** @type {string} */ id) => catalogue.questions[id].unit;
  const count = countVerdicts(verdicts.map(([, verdict]) => verdict));
  return {
    ...count, percent: percentOf(count), verdicts,
    modules: countBy(verdicts, (id) => catalogue.units[unitOf(id)].module),
    objectives: countBy(verdicts, (id) => `${unitOf(id)}/${catalogue.questions[id].objective}`),
  };
}

/**
 * Whether a sitting was handed in and reaches the pass mark.
 * @param {Attempt} attempt
 * @param {Count} result
 * @param {number} passPercent
 */
export const isAttemptPassed = (attempt, result, passPercent) => Boolean(attempt.finished) && isPassed(result, passPercent);

/**
 * The best share of the sittings of an exam that were handed in, in whole percent, rounded down; null without one.
 * @param {Catalogue} catalogue
 * @param {Attempt[]} attempts
 * @param {string} exam
 */
export function bestPercent(catalogue, attempts, exam) {
  const shares = attempts
    .filter((one) => one.exam === exam && one.finished)
    .map((one) => gradeAttempt(catalogue, one).percent);
  return shares.reduce((best, share) => (share !== null && (best === null || share > best) ? share : best), null);
}
