// Judges raw answers by the catalogue's keys, and remembers: thousands of people give the same few answers.
// @ts-check
import { grade } from "../grading.js";
import { lookUp } from "../text-order.js";

/**
 * @param {import("../progress.js").Catalogue} catalogue
 * @returns {import("./flags.js").Grade} "unknown": no bank holds the question
 */
export function graderOf({ questions }) {
  /** @type {Map<string, import("../grading.js").Verdict | "unknown">} */
  const seen = new Map();
  return (id, value) => {
    const key = `${id}\n${JSON.stringify(value)}`;
    const before = seen.get(key);
    if (before) return before;
    const question = lookUp(questions, id);
    const verdict = question ? grade(question, value) : "unknown";
    seen.set(key, verdict);
    return verdict;
  };
}
