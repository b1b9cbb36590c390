// The answer to a query as it is shown: pages with what is marked, counted by facet, and what to offer when nothing fits.
// @ts-check

import { marked, snippet } from "./marks.js";
import { judgeSections } from "./sections.js";
import { valueOf } from "./facets.js";

/** @typedef {import("./pages.js").Site} Site */
/** @typedef {import("./pages.js").Page} Page */
/** @typedef {import("./marks.js").Part} Part */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./rank.js").Ranked} Ranked */
/** @typedef {import("./sections.js").Place} Place */
/** @typedef {import("./sections.js").ReadySection} ReadySection */
/** @typedef {"kind" | "grade" | "month" | "area"} FilterFacet */
/** @typedef {Partial<Record<FilterFacet, string>>} Filters chosen by the user: nothing else is shown */
/** @typedef {"no-filter" | "part" | "similar" | "start"} Why */
/**
 * @typedef {object} Item
 * @property {Page} page
 * @property {number} score
 * @property {Place | null} section where on the page, null: the page as a whole
 * @property {string[]} marks words to mark on the page
 * @property {Part[] | null} snippet null: the text is not there yet
 * @property {Part[]} title
 * @property {Place[]} sections further ones
 * @property {Why} [why] of what is offered because nothing fits
 */

/** @type {FilterFacet[]} */
const COUNTED = ["kind", "grade", "month", "area"];
const MOST_MARKS = 8;
/** @type {ReadySection} */
const NOWHERE = Object.freeze({ anchor: "", heading: "", text: "", foldedHeading: "", foldedText: "" });
/** What becomes of the part of a score that rests on a phrase: the phrase stands in the text, or it does not. */
const PROVED = 0.3;
const DISPROVED = -0.9;

/** @param {Page} page @param {Filters} filters @param {string} [but] a facet that is not looked at */
const passes = (page, filters, but) => COUNTED.every((facet) => facet === but || !filters[facet] || filters[facet] === valueOf(page, facet));

/**
 * @param {Site} site
 * @param {Ranked[]} ranked
 * @param {Filters} filters
 * @returns {Ranked[]}
 */
export const filtered = ({ pages }, ranked, filters) => ranked.filter(({ page }) => passes(pages[page], filters));

/**
 * @param {Site} site
 * @param {Ranked[]} ranked
 * @param {Filters} filters
 * @returns {Record<string, Record<string, number>>} facet → value → how many it would leave, with the other filters as they are
 */
export function countsOf({ pages }, ranked, filters) {
  /** @type {Record<string, Record<string, number>>} */
  const counts = {};
  for (const facet of COUNTED) {
    const values = ranked.map(({ page }) => pages[page]).filter((page) => passes(page, filters, facet)).map((page) => valueOf(page, facet));
    counts[facet] = {};
    for (const value of values.filter(Boolean)) counts[facet][value] = (counts[facet][value] || 0) + 1;
  }
  return counts;
}

/** @param {string[]} words @returns {string[]} without those that stand in others, the longest first */
function widest(words) {
  const longestFirst = [...new Set(words)].filter(Boolean).sort((a, b) => b.length - a.length);
  return longestFirst.filter((word, i) => !longestFirst.slice(0, i).some((longer) => longer.includes(word)));
}

/** @param {Query} query @param {Ranked} ranked @returns {string[]} the words that a page was found by; of what it has only in parts, the parts */
function wordsOf({ concepts }, { forms }) {
  const inParts = concepts.filter(({ word, forms: own }) => word.length > 2 && ![...own.keys()].some((form) => forms.includes(form)));
  const parts = inParts.flatMap(({ word }) => Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2)));
  return [...widest(forms), ...parts];
}

/**
 * @param {Page} page
 * @param {import("./pages.js").Ready} ready
 * @param {string[]} words
 * @returns {Place | null} the section whose heading has the most of the words
 */
function sectionByHeading(page, ready, words) {
  /** @type {Place | null} */
  let best = null;
  let most = 0;
  ready.headings.forEach((heading, i) => {
    const worth = words.reduce((sum, word) => sum + (heading.includes(word) ? word.length : 0), 0);
    if (worth <= most) return;
    most = worth;
    const [anchor, title] = /** @type {[string, string][]} */ (page.h)[i];
    best = { anchor, heading: title };
  });
  return best;
}

/**
 * @param {Site} site
 * @param {Query} query
 * @param {Ranked} ranked
 * @param {ReadySection[] | null} sections null: its text is not there
 * @returns {Item}
 */
export function itemOf(site, query, ranked, sections) {
  const [page, ready] = [site.pages[ranked.page], site.ready[ranked.page]];
  const words = wordsOf(query, ranked);
  const typed = query.phrases.map((phrase) => phrase.text);
  const shown = [...typed, ...words];
  const common = { page, score: ranked.score, title: marked(page.t, ready.shownTitle, shown), sections: /** @type {Place[]} */ ([]) };
  /** @param {string[]} phrases those that stand on the page */
  const marks = (phrases) => widest([...words, ...phrases]).slice(0, MOST_MARKS);
  if (!sections) return { ...common, marks: marks([]), section: sectionByHeading(page, ready, words), snippet: null };
  const { best, further, phrases } = judgeSections(sections, words, typed);
  const { anchor, heading, text, foldedText } = best ? best.section : { ...NOWHERE, ...(page.s ? {} : firstText(sections)) };
  return {
    ...common,
    score: ranked.score + ranked.unproved * (phrases.includes(ranked.phrase) ? PROVED : DISPROVED),
    marks: marks(phrases),
    section: anchor && heading ? { anchor, heading } : null,
    snippet: text ? snippet(text, foldedText, shown) : null,
    sections: further,
  };
}

/** @param {ReadySection[]} sections @returns {Partial<ReadySection>} what a page begins with */
function firstText(sections) {
  const { text, foldedText } = sections.find((section) => section.text) || NOWHERE;
  return { text, foldedText };
}
