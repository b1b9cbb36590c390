// What of a query may be mistyped: letters and neighbouring characters that stand nowhere on the site, or hardly.
// @ts-check

import { hasHan } from "./folding.js";

/** @typedef {import("./pages.js").Site} Site */
/** @typedef {import("./postings.js").Postings} Postings */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./query.js").Concept} Concept */
/**
 * @typedef {object} Suspect Han words in a row
 * @property {string} text
 * @property {boolean[]} wrong of each character, whether it may be mistyped
 * @property {boolean[]} inWord of each place between two characters, whether a known word goes on there
 * @property {boolean} isWhole all together may be one word that is written as two (心里健康)
 */
/** @typedef {{at: number, text: string, known: boolean[], inWord: boolean[], words: number}} Stretch known: of each character, whether a known word has it */
/** @typedef {{letters: string[], seldom: string[], suspects: Suspect[]}} Doubts letters: words that stand nowhere; seldom: that hardly do */

/** A word of Latin letters on up to so many pages may be pinyin. */
const HARDLY = 3;
/** Two characters are rare beside each other if they are so no oftener than this, for each page of the site: by chance, as no word is. */
const RARE = 0.015;
const SHORTEST_AS_WHOLE = 4;
const LONGEST_AS_WHOLE = 6;

/** @param {string} run @param {number} length @returns {string[]} its parts of that length */
export const partsOf = (run, length) => Array.from({ length: Math.max(0, run.length - length + 1) }, (_, start) => run.slice(start, start + length));

/** @param {Site} site @param {string} key @returns {boolean} */
const isInHead = ({ ready }, key) => ready.some((page) => page.all.includes(key));

/** @param {Uint8Array | null} times @returns {number} on how many pages; what nobody knows may be anywhere */
const pagesWith = (times) => (times ? times.filter(Boolean).length : Infinity);

/** @param {Uint8Array | null} times @returns {number} */
const timesInAll = (times) => (times ? times.reduce((sum, one) => sum + one, 0) : Infinity);

/**
 * @param {Query} query
 * @returns {Stretch[]} Han words in a row, without facets and words of questions
 */
function stretches({ pieces }) {
  /** @type {Stretch[]} */
  const found = [];
  for (const { at, text, entry } of pieces) {
    if (!hasHan(text) || (entry && (entry.alias || entry.stop))) continue;
    const last = found[found.length - 1];
    const known = Array.from({ length: text.length }, () => Boolean(entry));
    const inWord = known.map((isKnown, i) => isKnown && i > 0);
    if (last && last.at + last.text.length === at) {
      last.text += text;
      last.words += 1;
      last.known.push(...known);
      last.inWord.push(...inWord);
    } else found.push({ at, text, known, inWord, words: 1 });
  }
  return found;
}

/**
 * @param {Query} query
 * @param {(key: string) => boolean} isRare whether two characters stand beside each other hardly anywhere
 * @returns {Suspect[]} a character is suspect if no known word has it and it stands beside its neighbours hardly anywhere else
 */
function suspectsOf(query, isRare) {
  return stretches(query).map(({ text, known, inWord, words }) => {
    const rare = partsOf(text, 2).map(isRare);
    const wrong = known.map((isKnown, i) => !isKnown && text.length > 1 && rare[i - 1] !== false && rare[i] !== false);
    return { text, wrong, inWord, isWhole: words > 1 && text.length >= SHORTEST_AS_WHOLE && text.length <= LONGEST_AS_WHOLE };
  }).filter(({ wrong, isWhole }) => isWhole || wrong.some(Boolean));
}

/**
 * @param {Site} site
 * @param {Postings} postings
 * @param {Query} query
 * @param {Concept[]} lost what stands nowhere
 * @returns {Doubts}
 */
export function doubtsOf(site, postings, query, lost) {
  const most = site.pages.length * RARE;
  const isAsked = (/** @type {string} */ text) => (postings.timesAsked(text) || []).some(Boolean);
  const isRare = (/** @type {string} */ key) => !isInHead(site, key) && !isAsked(key) && timesInAll(postings.times(key)) <= most;
  const stands = (/** @type {string} */ text) => isAsked(text) || (postings.timesOfWord(text) || []).some(Boolean);
  const letters = query.text.match(/[a-z]{2,}/g) || [];
  const isLost = (/** @type {string} */ word) => lost.some((concept) => concept.word === word);
  const isSeldom = (/** @type {string} */ word) => word.length > 3 && !isInHead(site, word) && pagesWith(postings.times(word)) <= HARDLY;
  return {
    letters: letters.filter(isLost),
    seldom: letters.filter((word) => !isLost(word) && isSeldom(word)),
    suspects: suspectsOf(query, isRare).filter(({ text }) => !stands(text)),
  };
}
