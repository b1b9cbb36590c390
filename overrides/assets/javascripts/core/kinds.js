// The kinds of items that are stored one by one: how each is checked, merged, and found in a record.
// @ts-check
import {
  attemptKey, isQuestionId, isUnitId, lessonKey, refuseAnswer, refuseAttempt, refuseFavourite, refuseStudy, refuseTaught,
} from "./items.js";
import { mergeAnswer, mergeAttempt, mergeFavourite, mergeLesson, mergeStudy } from "./merge.js";
import { parseKey } from "./keys.js";
import { canonical, lookUp } from "./text-order.js";

/** @typedef {import("./record.js").PortalRecord} PortalRecord */
/**
 * @typedef {{fits: (id: string, item: any) => boolean, merge: (a: any, b: any) => any,
 *   entries: (record: PortalRecord) => [string, any][]}} KindRules
 */

/** @type {Record<string, KindRules>} */
export const KINDS = {
  answer: {
    fits: (id, item) => isQuestionId(id) && refuseAnswer(item) === "",
    merge: mergeAnswer,
    entries: (record) => Object.entries(record.answers),
  },
  unit: {
    fits: (id, item) => isUnitId(id) && refuseStudy(item) === "",
    merge: mergeStudy,
    entries: (record) => Object.entries(record.units),
  },
  attempt: {
    fits: (id, item) => refuseAttempt(item) === "" && attemptKey(item) === id,
    merge: mergeAttempt,
    entries: (record) => record.attempts.map((item) => [attemptKey(item), item]),
  },
  lesson: {
    fits: (id, item) => refuseTaught(item) === "" && lessonKey(item) === id,
    merge: mergeLesson,
    entries: (record) => record.lessons.map((item) => [lessonKey(item), item]),
  },
  favourite: {
    fits: (id, item) => isQuestionId(id) && refuseFavourite(item) === "",
    merge: mergeFavourite,
    entries: (record) => Object.entries(record.favourites || {}),
  },
};

/**
 * The item in a stored text; null if the text is broken.
 * @param {string} kind
 * @param {string} id
 * @param {string} text
 */
export function parseItem(kind, id, text) {
  try {
    const item = JSON.parse(text);
    return KINDS[kind].fits(id, item) ? item : null;
  } catch (error) {
    return null;
  }
}

/**
 * Two stored texts of one key as one. What is not an item of a record cannot be merged: the present text stays.
 * @param {string} key
 * @param {string} past
 * @param {string} present
 */
export function mergeTexts(key, past, present) {
  const { kind, id } = parseKey(key) || { kind: "", id: "" };
  if (!lookUp(KINDS, kind)) return present;
  const [a, b] = [parseItem(kind, id, past), parseItem(kind, id, present)];
  return a && b ? canonical(KINDS[kind].merge(a, b)) : present;
}
