// The head of the search data, made ready to be compared: every page's words folded once.
// @ts-check

import { Folding } from "./folding.js";
import { Lexicon } from "./lexicon.js";

/**
 * @typedef {object} Page an entry of the head
 * @property {string} u address, relative to the site
 * @property {string} t title
 * @property {string} k kind: lesson, unit, guide …
 * @property {number} [g] grade
 * @property {number} [m] month
 * @property {string} [a] area
 * @property {string} [c] track
 * @property {string} [s] summary
 * @property {string[]} [w] keywords
 * @property {[string, string][]} [h] anchor and heading of its sections
 * @property {number} [n] characters of its text
 */
/**
 * @typedef {object} Head
 * @property {string} at folder of the rest
 * @property {number} shards
 * @property {Page[]} pages
 * @property {string[][]} synonyms
 * @property {string[]} stop
 * @property {Record<string, Record<string, string[]>>} facets facet → value → its names
 * @property {Record<string, Record<string, number[]>>} groups facet → name of several values → these
 * @property {string} t2s traditional and simplified character in turn
 */
/**
 * @typedef {object} Ready a page as it is compared: all folded, without spaces between Han
 * @property {string} title
 * @property {string} shownTitle folded, with every sign at its place
 * @property {string} keywords each between line ends
 * @property {string} area
 * @property {string} summary
 * @property {string[]} headings
 * @property {string} all what all of these hold, to leave most pages out at once
 * @property {number} length of its text, as a ratio to the mean
 */
/** @typedef {{head: Head, pages: Page[], ready: Ready[], folding: Folding, lexicon: Lexicon}} Site */

/** Between texts of one page, so that no word is found half in one and half in the next. */
export const APART = "\n";

/** @param {Folding} folding @param {Page} page @param {number} mean @returns {Ready} */
function readyPage(folding, page, mean) {
  /** @param {string | undefined} text */
  const plain = (text) => folding.plain(text || "");
  const title = plain(page.t);
  const keywords = [APART, ...(page.w || []).map((word) => plain(word) + APART)].join("");
  const area = plain(page.a);
  const summary = plain(page.s);
  const headings = (page.h || []).map(([, heading]) => plain(heading));
  const all = [title, keywords, area, summary, ...headings].join(APART);
  return { title, shownTitle: folding.foldInPlace(page.t), keywords, area, summary, headings, all, length: (page.n || 0) / mean };
}

/**
 * @param {Head} head
 * @returns {Site}
 */
export function prepare(head) {
  const folding = new Folding(head.t2s || "");
  const mean = head.pages.reduce((sum, page) => sum + (page.n || 0), 0) / (head.pages.length || 1) || 1;
  const ready = head.pages.map((page) => readyPage(folding, page, mean));
  return { head, pages: head.pages, ready, folding, lexicon: new Lexicon(head, folding) };
}
