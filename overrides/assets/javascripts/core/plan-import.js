// What an import would change, told before anything is changed. Writes nothing.
// @ts-check
import { attemptKey, lessonKey } from "./items.js";
import { mergeAll, mergeRecords } from "./merge.js";
import { canonical } from "./text-order.js";

/** @typedef {import("./record.js").PortalRecord} PortalRecord */
/** @typedef {import("./record.js").Problem} Problem */
/** @typedef {{merged: PortalRecord, added: number, updated: number, same: number, withdrawn: number, problems: Problem[], names: string[]}} Plan */

/**
 * Every item of a record under one flat key, as canonical text.
 * @param {PortalRecord} record
 * @returns {Map<string, string>}
 */
function flatten(record) {
  return new Map([
    ...Object.entries(record.answers).map(([id, item]) => ["answer", id, item]),
    ...Object.entries(record.units).map(([id, item]) => ["unit", id, item]),
    ...record.attempts.map((item) => ["attempt", attemptKey(item), item]),
    ...record.lessons.map((item) => ["lesson", lessonKey(item), item]),
    ...Object.entries(record.favourites || {}).map(([id, item]) => ["favourite", id, item]),
  ].map(([kind, id, item]) => [`${kind}:${id}`, canonical(item)]));
}

/** @param {PortalRecord} record */
function ownerOf(record) {
  const { name, number } = record.learner || {};
  return name || number || "";
}

/**
 * @param {PortalRecord} current what this browser holds
 * @param {import("./record.js").Reading[]} readings what was read from each file or code
 * @returns {Plan}
 */
export function planImport(current, readings) {
  const records = readings.flatMap(({ record }) => (record ? [record] : []));
  const incoming = mergeAll(records);
  const merged = mergeRecords(current, incoming);
  const [before, after] = [flatten(current), flatten(merged)];
  const touched = Array.from(flatten(incoming).keys());
  const added = touched.filter((key) => !before.has(key)).length;
  const same = touched.filter((key) => before.get(key) === after.get(key)).length;
  const isNews = (/** @type {import("./items.js").Taught} */ item) => before.get(`lesson:${lessonKey(item)}`) !== canonical(item);
  return {
    merged, added, same, updated: touched.length - added - same,
    withdrawn: merged.lessons.filter((item) => item.periods === 0 && isNews(item)).length,
    problems: readings.flatMap((reading) => reading.problems),
    names: Array.from(new Set(records.map(ownerOf).filter(Boolean))),
  };
}
