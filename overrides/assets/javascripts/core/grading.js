// The verdict on a raw answer, computed whenever it is needed and never stored as truth.
// Mirrors scripts/portal/model/grading.py. Knows nothing of pages or of storage.
// @ts-check
import { normalise } from "./normalise.js";
import { lookUp } from "./text-order.js";

/** @typedef {"right" | "wrong" | "void"} Verdict */
/** @typedef {{date: string, text: string}} Correction the day a key was put right, and what its author tells of it */
/** @typedef {{type: string, choices?: string[], correct?: string[], accept?: string[][]}} Key */

/**
 * @param {string[]} value
 * @param {string[]} choices
 */
function isKnownOnce(value, choices) {
  return new Set(value).size === value.length && value.every((id) => choices.includes(id));
}

/**
 * @param {Key} key
 * @param {string[]} value
 * @returns {Verdict}
 */
function gradeChoices(key, value) {
  const correct = key.correct || [];
  const countFits = key.type === "multiple" ? value.length > 0 : value.length === 1;
  if (!countFits || !isKnownOnce(value, key.choices || [])) return "void";
  return value.length === correct.length && value.every((id) => correct.includes(id)) ? "right" : "wrong";
}

/**
 * For each gap, whether its text is among the accepted ones.
 * @param {Key} key
 * @param {string[]} value
 * @returns {boolean[]}
 */
export function gradeGaps(key, value) {
  return (key.accept || []).map((accepted, i) => {
    const given = normalise(value[i] || "");
    return accepted.some((text) => normalise(text) === given);
  });
}

/**
 * @param {Key} key
 * @param {string[]} value
 * @returns {Verdict}
 */
function gradeBlank(key, value) {
  const gaps = (key.accept || []).length;
  if (value.length !== gaps || value.every((text) => normalise(text) === "")) return "void";
  return gradeGaps(key, value).every(Boolean) ? "right" : "wrong";
}

/** @type {Record<string, (key: Key, value: string[]) => Verdict>} */
const GRADERS = { single: gradeChoices, multiple: gradeChoices, true_false: gradeChoices, blank: gradeBlank };

/**
 * "void" means: this cannot be an answer to the question as it stands today.
 * @param {Key} key
 * @param {string[]} value
 * @returns {Verdict}
 */
export function grade(key, value) {
  const grader = lookUp(GRADERS, key.type);
  return grader ? grader(key, value) : "void";
}
