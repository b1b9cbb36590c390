// How well a page fits the grade, month, track and kind that a query names. A strong wish, never a wall: walls are the filters.
// @ts-check

/** @typedef {import("./pages.js").Page} Page */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {{facet: string, wanted: string[], instead: string[]}} Absent values that no page has, and those that come nearest */
/** @typedef {Map<string, string[]>} Wishes facet → values, without those that no page has */

/** What remains of a page's score when it has none of the wanted values: another one, one of the same stage, or none at all. */
const OTHER = { grade: 0.07, month: 0.1, track: 0.1, kind: 0.55 };
const SAME_STAGE = 0.13;
const NONE = { grade: 0.25, month: 0.25, track: 0.25, kind: 0.55 };

/** What a bare grade, month or track shows first. */
const FIRST = /** @type {Record<string, string[]>} */ ({ grade: ["grade", "lesson"], month: ["lesson"], track: ["track", "unit"], kind: [] });
const YEAR = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8];

/** @typedef {keyof typeof OTHER} Facet */

/** @param {Page} page @param {string} facet @returns {string} "" = it has no value of it */
export function valueOf(page, facet) {
  const value = { grade: page.g, month: page.m, track: page.c, kind: page.k, area: page.a }[facet];
  return value === undefined ? "" : String(value);
}

/** @param {string | number} grade */
const stageOf = (grade) => (Number(grade) <= 6 ? 1 : Number(grade) <= 9 ? 2 : 3);

/**
 * @param {string[]} have
 * @param {string[]} wanted
 * @returns {string[]} grades that stand for those that no page has: of the same stage, the nearest first
 */
function nearestGrades(have, wanted) {
  /** @param {string} grade */
  const distance = (grade) => Math.min(...wanted.map((one) => Math.abs(Number(one) - Number(grade))));
  const stages = wanted.map(stageOf);
  const near = have.filter((grade) => stages.includes(stageOf(grade)));
  return (near.length ? near : have).sort((a, b) => distance(a) - distance(b) || Number(a) - Number(b));
}

/**
 * @param {Page[]} pages
 * @param {Query} query
 * @returns {{wishes: Wishes, absent: Absent[]}}
 */
export function wishesOf(pages, { facets }) {
  /** @type {Wishes} */
  const wishes = new Map();
  /** @type {Absent[]} */
  const absent = [];
  for (const [facet, wanted] of facets) {
    if (!(facet in OTHER)) continue;
    const have = [...new Set(pages.map((page) => valueOf(page, facet)))].filter(Boolean);
    const present = wanted.filter((value) => have.includes(value));
    const instead = present.length || facet !== "grade" ? present : nearestGrades(have, wanted);
    if (!present.length) absent.push({ facet, wanted, instead });
    if (instead.length) wishes.set(facet, instead);
  }
  return { wishes, absent };
}

/** @param {Page} page @param {Facet} facet @param {string[]} wanted */
function fitOf(page, facet, wanted) {
  const value = valueOf(page, facet);
  if (!value) return NONE[facet];
  if (wanted.includes(value) || (value === "grade" && wanted.includes("lesson"))) return 1;
  return facet === "grade" && wanted.some((grade) => stageOf(grade) === stageOf(value)) ? SAME_STAGE : OTHER[facet];
}

/** @param {Page} page @param {Wishes} wishes @returns {number} 1 = as wished */
export function fit(page, wishes) {
  let product = 1;
  for (const [facet, wanted] of wishes) product *= fitOf(page, /** @type {Facet} */ (facet), wanted);
  return product;
}

/**
 * Orders pages by facets alone, for a query that names nothing else.
 * @param {Page} page
 * @param {Wishes} wishes
 * @returns {number} 0 = it has nothing of what was asked for
 */
export function fitAlone(page, wishes) {
  let place = 0;
  let fits = false;
  for (const [facet, wanted] of wishes) {
    const at = wanted.indexOf(valueOf(page, facet));
    fits = fits || at >= 0;
    place += at > 0 ? at : 0;
  }
  if (!fits) return 0;
  const topics = [...wishes.keys()].filter((facet) => facet !== "kind");
  const [only] = topics.length === 1 ? topics : [];
  const first = only ? FIRST[only].indexOf(page.k) : -1;
  const kind = first >= 0 ? 1 - first * 0.3 : page.k === "lesson" ? 0.3 : 0.2;
  const inYear = page.m ? YEAR.indexOf(page.m) * 0.002 : 0;
  return fit(page, wishes) * (10 + 5 * kind) - inYear - place * 0.1 + 0.05;
}
