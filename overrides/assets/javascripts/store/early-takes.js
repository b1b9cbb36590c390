// Files taken before the store was there: kept by themselves, also when the tap has led away from the page.
// The next page that has the store hands them over: see taken-early.js.
// @ts-check

/** @typedef {{lesson: string, revision: number, kind: string, at: number}} Take `at`: milliseconds */

export const EARLY_TAKES = "portal-early-takes";

/** @param {import("../storage.js").Shelf} local @returns {Take[]} */
export function earlyTakes(local) {
  try {
    const takes = JSON.parse(local.get(EARLY_TAKES) || "[]");
    return Array.isArray(takes) ? takes : [];
  } catch (error) {
    return [];
  }
}

/** @param {import("../storage.js").Shelf} local @param {DOMStringMap} link what the link says of its file @param {number} at */
export function keepEarlyTake(local, { portalTake: lesson = "", portalRevision, portalKind: kind = "" }, at) {
  local.set(EARLY_TAKES, JSON.stringify([...earlyTakes(local), { lesson, revision: Number(portalRevision), kind, at }]));
}
