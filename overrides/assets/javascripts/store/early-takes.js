// Files taken and materials ticked before the store was there: kept by themselves, also when the tap has led away from the page.
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

export const EARLY_TICKS = "portal-early-ticks";

/** @param {import("../storage.js").Shelf} local @param {HTMLElement} list of a lesson's materials; what is ticked on it now replaces what was */
export function keepEarlyTicks(local, list) {
  const ticked = Array.from(list.querySelectorAll("input:checked"), ({ parentElement }) => (parentElement && parentElement.textContent) || "");
  local.set(EARLY_TICKS, JSON.stringify([list.dataset.portalLesson, ticked]));
}
