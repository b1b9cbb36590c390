// Every answer that is known to have been given to a question, in the order of time.
// Mirrors scripts/portal/records/history.py. Judges nothing; see grading.js and mistakes.js.
// @ts-check
import { canonical, compareCanonical, compareText } from "./text-order.js";

/** @typedef {import("./items.js").Given} Given */
/** @typedef {import("./items.js").Answer} Answer */

/** How many given answers are kept of a question, beside the first and the latest. */
export const MOST_KEPT = 12;

/** @param {Given} a @param {Given} b */
export const compareGiven = (a, b) => compareText(a.at, b.at) || compareCanonical(a.value, b.value);

/**
 * Each given answer once, oldest first.
 * @param {Given[]} given
 */
function inOrder(given) {
  return Array.from(new Map(given.map((one) => [canonical(one), one])).values()).sort(compareGiven);
}

/** @param {Answer} answer @returns {Given[]} oldest first */
export function historyOf({ first, latest, log = [] }) {
  return inOrder([first, latest, ...log]);
}

/**
 * What has to be written of the history of an answer, put together from two states of it.
 * @param {Answer} a
 * @param {Answer} b
 * @param {{first: Given, latest: Given}} ends of both
 * @returns {{log?: Given[]}} nothing where the ends say it all
 */
export function mergeLogs(a, b, ends) {
  const log = inOrder([...historyOf(a), ...historyOf(b)]).slice(-MOST_KEPT);
  const told = [canonical(ends.first), canonical(ends.latest)];
  return log.every((one) => told.includes(canonical(one))) ? {} : { log };
}
