// What to offer when nothing fits: the same without the chosen filters, what has a part of it, else pages to begin at.
// @ts-check

/** @typedef {import("./pages.js").Site} Site */
/** @typedef {import("./rank.js").Ranked} Ranked */
/** @typedef {import("./results.js").Item} Item */
/** @typedef {import("./results.js").Why} Why */

const MOST = 6;
/** Where to begin, by kind. */
const BEGIN = ["guide", "track", "grade"];

/**
 * @param {Site} site
 * @param {Ranked[]} ranked what there is without the filters, or hardly
 * @param {Why} why of these
 * @param {(ranked: Ranked, place: number) => Item} item
 * @returns {Item[]} each with the reason
 */
export function nearestTo({ pages }, ranked, why, item) {
  /** @param {Ranked[]} offered @param {Why} reason */
  const offer = (offered, reason) => offered.slice(0, MOST).map((one, place) => ({ ...item(one, place), why: reason }));
  if (ranked.length) return offer(ranked, why);
  const begin = BEGIN.flatMap((kind) => pages.map((page, number) => ({ page: number, kind: page.k })).filter((one) => one.kind === kind));
  return offer(begin.map(({ page }) => ({ page, score: 0, unproved: 0, phrase: "", forms: [] })), "start");
}
