// Files taken before the store was there: noted by themselves, also when the tap has led away from the page, and
// handed to the store by the next page that has it.
// @ts-check
import { toInstant } from "../core/instant.js";

/** @typedef {import("../storage.js").Shelf} Shelf */
/** @typedef {{lesson: string, revision: number, kind: string, at: string}} Take */

const KEY = "portal-early-takes";

/** @param {Shelf} local @returns {Take[]} */
function read(local) {
  try {
    const takes = JSON.parse(local.get(KEY) || "[]");
    return Array.isArray(takes) ? takes : [];
  } catch (error) {
    return [];
  }
}

/** @param {Shelf} local @param {DOMStringMap} link what the link says of its file @param {number} now milliseconds */
export function keepEarlyTake(local, { portalTake: lesson = "", portalRevision, portalKind: kind = "" }, now) {
  local.set(KEY, JSON.stringify([...read(local), { lesson, revision: Number(portalRevision), kind, at: toInstant(now) }]));
}

/**
 * @param {Shelf} local
 * @param {import("./facts.js").Facts} facts
 * @returns {boolean} whether there were any
 */
export function handOverEarlyTakes(local, facts) {
  const takes = read(local);
  takes.forEach(({ lesson, revision, kind, at }) => facts.saveTaken(String(lesson), { revision, at, kind }));
  if (local.get(KEY) !== null) local.remove(KEY);
  return takes.length > 0;
}
