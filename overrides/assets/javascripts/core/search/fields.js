// How much a word found in the head of the search data says of a page: its title, keywords, area, summary and headings.
// @ts-check

import { APART } from "./pages.js";

/** @typedef {import("./pages.js").Ready} Ready */

/** What a word is worth, by where it stands. A title that is nothing but the word says most. */
export const WEIGHTS = Object.freeze({
  title: 6,
  wholeTitle: 12,
  keyword: 7,
  inKeyword: 4.5,
  area: 4,
  summary: 2.5,
  headings: 2.4,
  asked: 2,
  text: 3,
});

/** From so many times on, once more says hardly more. */
const ENOUGH = 2;

/** @param {number} times */
export const saturated = (times) => times / (times + ENOUGH);

const LATIN = /[0-9a-z]/;

/**
 * @param {string} text
 * @param {string} word
 * @returns {boolean} whether it stands there; a Latin word only at its beginning
 */
export function holds(text, word) {
  let at = text.indexOf(word);
  if (!LATIN.test(word[0] || "")) return at >= 0;
  while (at > 0 && LATIN.test(text[at - 1])) at = text.indexOf(word, at + 1);
  return at >= 0;
}

/**
 * @param {Ready} page
 * @param {string} word
 * @returns {number} 0 = the head has it nowhere
 */
export function headWorth(page, word) {
  if (!page.all.includes(word)) return 0;
  let worth = 0;
  if (page.title === word) worth += WEIGHTS.wholeTitle;
  else if (holds(page.title, word)) worth += WEIGHTS.title;
  if (page.keywords.includes(APART + word + APART)) worth += WEIGHTS.keyword;
  else if (holds(page.keywords, word)) worth += WEIGHTS.inKeyword;
  if (holds(page.area, word)) worth += WEIGHTS.area;
  if (holds(page.summary, word)) worth += WEIGHTS.summary;
  const times = page.headings.filter((heading) => holds(heading, word)).length;
  return worth + WEIGHTS.headings * saturated(times);
}

/**
 * @param {Ready} page
 * @param {number} times how often a word stands in the page's text
 * @returns {number} less on a long page, where anything stands sooner or later
 */
export const textWorth = (page, times) => (times ? (WEIGHTS.text * saturated(times)) / (0.6 + 0.4 * page.length) : 0);
