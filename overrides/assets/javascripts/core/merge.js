// Puts two records of one learner together: nothing is lost, and the order does not matter.
// Mirrors scripts/portal/records/merge.py: per item, newest first, ties broken by content. Takes validated records only.
// @ts-check
import { compareGiven, mergeLogs } from "./history.js";
import { attemptKey, lessonKey } from "./items.js";
import { SCHEMA, emptyRecord } from "./record.js";
import { canonical, compareCanonical, compareText, lookUp } from "./text-order.js";

/** @typedef {import("./items.js").Answer} Answer */
/** @typedef {import("./items.js").Study} Study */
/** @typedef {import("./items.js").Attempt} Attempt */
/** @typedef {import("./items.js").Taught} Taught */
/** @typedef {import("./items.js").Favourite} Favourite */
/** @typedef {import("./record.js").PortalRecord} PortalRecord */

/**
 * @template T
 * @param {(a: T, b: T) => number} compare
 * @param {T} a
 * @param {T} b
 */
const larger = (compare, a, b) => (compare(a, b) >= 0 ? a : b);

/**
 * @template T
 * @param {(a: T, b: T) => number} compare
 * @param {T} a
 * @param {T} b
 */
const smaller = (compare, a, b) => (compare(a, b) <= 0 ? a : b);

/** @param {Study} a @param {Study} b */
const compareFinish = (a, b) =>
  compareText(a.finished || "", b.finished || "") || (a.revision || 0) - (b.revision || 0);

/** @param {Attempt} a @param {Attempt} b */
const compareAttempts = (a, b) =>
  compareText(a.started, b.started) || compareText(a.exam, b.exam) || a.seed - b.seed;

/** @param {Taught} a @param {Taught} b */
const compareLessons = (a, b) =>
  compareText(a.date, b.date) || compareText(a.lesson, b.lesson) || compareText(a.class, b.class);

/** @param {Attempt} attempt "~" is later than every time, as texts are compared */
const handedIn = (attempt) => attempt.finished || "~";

/** @param {Attempt} a @param {Attempt} b */
const compareHandedIn = (a, b) => compareText(handedIn(a), handedIn(b));

/** @param {Attempt} a @param {Attempt} b */
const compareButAnswers = (a, b) =>
  compareText(a.pool || "", b.pool || "") || compareCanonical({ ...a, answers: undefined }, { ...b, answers: undefined });

/** @param {PortalRecord} record */
const learnerText = (record) => (hasLearner(record) ? canonical(record.learner) : "");

/** @param {PortalRecord} record */
const hasLearner = (record) => Object.keys(record.learner || {}).length > 0;

/** @param {PortalRecord} a @param {PortalRecord} b */
const compareHeads = (a, b) =>
  compareText(a.exported || "", b.exported || "") ||
  compareText(learnerText(a), learnerText(b)) ||
  compareText(a.release || "", b.release || "");

/**
 * @param {Answer} a
 * @param {Answer} b
 * @returns {Answer}
 */
export function mergeAnswer(a, b) {
  const ends = { first: smaller(compareGiven, a.first, b.first), latest: larger(compareGiven, a.latest, b.latest) };
  return { ...ends, tries: Math.max(a.tries, b.tries), ...mergeLogs(a, b, ends) };
}

/**
 * @param {Study} a
 * @param {Study} b
 * @returns {Study}
 */
export function mergeStudy(a, b) {
  const { finished, revision } = larger(compareFinish, a, b);
  return {
    opened: smaller(compareText, a.opened, b.opened),
    ...(finished ? { finished } : {}),
    ...(revision ? { revision } : {}),
    seconds: Math.max(a.seconds || 0, b.seconds || 0),
  };
}

/**
 * One sitting in two states. Handing in ends it: the first time holds, as it was.
 * Two states that are equally far hold all answers of both.
 * @param {Attempt} a
 * @param {Attempt} b
 * @returns {Attempt}
 */
export function mergeAttempt(a, b) {
  if (compareHandedIn(a, b) !== 0) return smaller(compareHandedIn, a, b);
  const answers = mergeMaps(a.answers, b.answers, (one, other) => larger(compareCanonical, one, other));
  return { ...larger(compareButAnswers, a, b), answers };
}

/** @param {Taught} a @param {Taught} b */
const compareEntries = (a, b) => compareText(a.at || "", b.at || "") || compareCanonical(a, b);

/**
 * The entry written last holds, a withdrawal too; one that does not say when is the older one.
 * @param {Taught} a
 * @param {Taught} b
 */
export function mergeLesson(a, b) {
  return larger(compareEntries, a, b);
}

/** @param {Favourite} a @param {Favourite} b */
const compareFavourites = (a, b) => compareText(a.at, b.at) || Number(a.on) - Number(b.on);

/**
 * @param {Favourite} a
 * @param {Favourite} b
 */
export function mergeFavourite(a, b) {
  return larger(compareFavourites, a, b);
}

/**
 * The log of an answer may have come from elsewhere, in any order: merging it with itself puts it right.
 * @template T
 * @param {Record<string, T>} a
 * @param {Record<string, T>} b
 * @param {(a: T, b: T) => T} mergeItem
 */
function mergeMaps(a, b, mergeItem) {
  const ids = Array.from(new Set([...Object.keys(a), ...Object.keys(b)])).sort(compareText);
  return Object.fromEntries(ids.map((id) => {
    const [mine, theirs] = [lookUp(a, id), lookUp(b, id)];
    if (mine && theirs) return [id, mergeItem(mine, theirs)];
    const item = /** @type {any} */ (mine || theirs);
    return [id, item.log ? mergeItem(item, item) : item];
  }));
}

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(a: T, b: T) => T} mergeItem
 * @param {(a: T, b: T) => number} compare
 */
function mergeLists(items, keyOf, mergeItem, compare) {
  /** @type {Map<string, T>} */
  const kept = new Map();
  for (const item of items) {
    const before = kept.get(keyOf(item));
    kept.set(keyOf(item), before === undefined ? item : mergeItem(before, item));
  }
  return Array.from(kept.values()).sort(compare);
}

/**
 * @param {PortalRecord} a
 * @param {PortalRecord} b
 * @returns {PortalRecord}
 */
export function mergeRecords(a, b) {
  const newest = larger(compareHeads, a, b);
  const favourites = mergeMaps(a.favourites || {}, b.favourites || {}, mergeFavourite);
  return {
    schema: SCHEMA,
    release: newest.release || "",
    exported: newest.exported || "",
    ...(hasLearner(newest) ? { learner: newest.learner } : {}),
    answers: mergeMaps(a.answers || {}, b.answers || {}, mergeAnswer),
    units: mergeMaps(a.units || {}, b.units || {}, mergeStudy),
    attempts: mergeLists([...(a.attempts || []), ...(b.attempts || [])], attemptKey, mergeAttempt, compareAttempts),
    lessons: mergeLists([...(a.lessons || []), ...(b.lessons || [])], lessonKey, mergeLesson, compareLessons),
    ...(Object.keys(favourites).length > 0 ? { favourites } : {}),
  };
}

/**
 * @param {PortalRecord[]} records
 * @returns {PortalRecord}
 */
export function mergeAll(records) {
  return records.reduce(mergeRecords, emptyRecord());
}
