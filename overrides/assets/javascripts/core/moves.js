// Units and lessons that moved: what was stored under an old id counts under the id of today.
// Mirrors scripts/portal/records/moved.py. Takes validated records only; forgets nothing.
// @ts-check
import { mergeAnswer, mergeFavourite, mergeRecords, mergeStudy } from "./merge.js";
import { emptyRecord } from "./record.js";
import { lookUp } from "./text-order.js";

/** @typedef {import("./record.js").PortalRecord} PortalRecord */
/** @typedef {import("./items.js").Attempt} Attempt */
/** @typedef {import("./items.js").Taught} Taught */
/** @typedef {Record<string, string>} Moved id of a unit or lesson before → its id today */

/** @param {Moved} moved @param {string} id */
const today = (moved, id) => lookUp(moved, id) || id;

/** @param {Moved} moved @param {string} id */
function questionToday(moved, id) {
  const [unit, name] = id.split("/");
  return `${today(moved, unit)}/${name}`;
}

/** Kinds whose key is the full id of a question. */
const ofQuestion = ["answer", "favourite"];

/**
 * The key under which an item is stored, as it would be today. A lesson's begins with the lesson's id.
 * @param {Moved} moved
 * @param {string} kind
 * @param {string} id
 */
export function idToday(moved, kind, id) {
  if (ofQuestion.includes(kind)) return questionToday(moved, id);
  const end = `${id}#`.indexOf("#");
  return kind === "attempt" ? id : today(moved, id.slice(0, end)) + id.slice(end);
}

/**
 * The ids under which an item may have been stored, today's first.
 * @param {Moved} moved
 * @param {string} kind
 * @param {string} id
 */
export function idsOf(moved, kind, id) {
  if (kind === "attempt") return [id];
  const end = `${id}#`.search(ofQuestion.includes(kind) ? "/" : "#");
  const former = Object.keys(moved).filter((old) => moved[old] === id.slice(0, end));
  return [id, ...former.map((old) => old + id.slice(end))];
}

/** @param {Moved} moved @param {Attempt} attempt @returns {Attempt} */
function attemptToday(moved, attempt) {
  const answers = Object.entries(attempt.answers).map(([id, value]) => [questionToday(moved, id), value]);
  return {
    ...attempt, questions: attempt.questions.map((id) => questionToday(moved, id)), answers: Object.fromEntries(answers),
  };
}

/**
 * An item as it would be stored today.
 * @param {Moved} moved
 * @param {string} kind
 * @param {any} item
 */
export function itemToday(moved, kind, item) {
  if (kind === "attempt") return attemptToday(moved, item);
  return kind === "lesson" ? { ...item, lesson: today(moved, item.lesson) } : item;
}

/**
 * @template T
 * @param {Record<string, T>} items
 * @param {(id: string) => string} rename
 * @param {(a: T, b: T) => T} merge
 */
function renameMap(items, rename, merge) {
  /** @type {Record<string, T>} */
  const renamed = {};
  for (const [id, item] of Object.entries(items)) {
    const before = lookUp(renamed, rename(id));
    renamed[rename(id)] = before ? merge(before, item) : item;
  }
  return renamed;
}

/**
 * A record under the ids of today, with every list and map in its one order.
 * @param {Moved} moved
 * @param {PortalRecord} record
 * @returns {PortalRecord}
 */
export function recordToday(moved, record) {
  const renamed = {
    ...record,
    answers: renameMap(record.answers, (id) => questionToday(moved, id), mergeAnswer),
    units: renameMap(record.units, (id) => today(moved, id), mergeStudy),
    favourites: renameMap(record.favourites || {}, (id) => questionToday(moved, id), mergeFavourite),
    attempts: record.attempts.map((attempt) => attemptToday(moved, attempt)),
    lessons: record.lessons.map((taught) => itemToday(moved, "lesson", taught)),
  };
  // Merging with nothing puts together what now has one key.
  return mergeRecords(renamed, emptyRecord());
}
