// Which lessons a filter lets through, and the filter as the query of an address. Knows no page: entries are passed in.
// @ts-check
import { normalise } from "./normalise.js";

/** @typedef {{grade: string, month: string, area: string, minutes: string, words: string}} Filter "" = no limit */
/** @typedef {keyof Filter} Facet */
/** @typedef {{grade: number, month: number, area: string, minutes: number, text: string}} Entry text: its searched words, normalised */
/** @typedef {{facet: Facet, value: string, filter: Filter, count: number}} Loosening `value`: the limit that this filter gives up */

/** @type {Filter} */
export const EVERYTHING = Object.freeze({ grade: "", month: "", area: "", minutes: "", words: "" });

const FACETS = /** @type {Facet[]} */ (Object.keys(EVERYTHING));
const LONGEST = 100;
const MONTH_WORD = /^(\d{1,2})月份?$/;

/** Between two searched texts, so that no word is found half in one and half in the next. */
const APART = "\n";

/** @type {Record<Facet, (text: string) => boolean>} */
const IS_VALUE = {
  grade: (text) => /^([1-9]|1[0-2])$/.test(text),
  month: (text) => /^([1-6]|9|1[0-2])$/.test(text),
  area: () => true,
  minutes: (text) => /^[1-9]\d?$/.test(text),
  words: () => true,
};

/** @param {string} text */
function tidy(text) {
  return Array.from(text.replace(/\s+/g, " ").trim()).slice(0, LONGEST).join("").trim();
}

/**
 * The filter that an address asks for. What is no value of a facet is no limit.
 * @param {string} query with or without the question mark
 * @returns {Filter}
 */
export function readFilter(query) {
  const asked = new URLSearchParams(query);
  const filter = { ...EVERYTHING };
  for (const facet of FACETS) {
    const value = tidy(asked.get(facet) || "");
    if (value && IS_VALUE[facet](value)) filter[facet] = value;
  }
  return filter;
}

/**
 * @param {Filter} filter
 * @returns {string} the query with its question mark; "" without any limit
 */
export function writeFilter(filter) {
  const query = new URLSearchParams();
  for (const facet of FACETS) {
    const value = tidy(filter[facet]);
    if (value) query.set(facet, value);
  }
  const text = query.toString();
  return text && `?${text}`;
}

/**
 * @param {string[]} texts title, key question, keywords …
 * @returns {string} what the words of a filter are looked for in
 */
export const searchText = (texts) => texts.map(normalise).join(APART);

/** @param {string} words */
const wordsOf = (words) => words.replace(/(\d)\s+(?=月)/g, "$1").split(/\s+/).filter(Boolean);

/** @param {Entry} entry @param {string} word */
function hasWord(entry, word) {
  const wanted = normalise(word);
  const month = MONTH_WORD.exec(wanted); // "1 月" is no part of "11 月"
  return month ? Number(month[1]) === entry.month : entry.text.includes(wanted);
}

/**
 * @template {Entry} Found
 * @param {Found[]} entries
 * @param {Filter} filter
 * @returns {Found[]} in the same order
 */
export function find(entries, filter) {
  const { grade, month, area, minutes } = filter;
  const words = wordsOf(filter.words);
  return entries.filter((entry) =>
    (!grade || entry.grade === Number(grade)) &&
    (!month || entry.month === Number(month)) &&
    (!area || entry.area === area) &&
    (!minutes || entry.minutes <= Number(minutes)) &&
    words.every((word) => hasWord(entry, word)));
}

/** @param {Filter} filter @returns {{facet: Facet, value: string, filter: Filter}[]} each limit, and the filter without it */
export function withoutEach(filter) {
  return FACETS.flatMap((facet) => {
    if (facet !== "words") return filter[facet] ? [{ facet, value: filter[facet], filter: { ...filter, [facet]: "" } }] : [];
    const words = wordsOf(filter.words);
    return words.map((value, place) => ({ facet, value, filter: { ...filter, words: words.filter((_, i) => i !== place).join(" ") } }));
  });
}

/**
 * What to give up so that something is found, the most fruitful first.
 * @param {Entry[]} entries
 * @param {Filter} filter
 * @returns {Loosening[]}
 */
export function loosen(entries, filter) {
  return withoutEach(filter)
    .map((one) => ({ ...one, count: find(entries, one.filter).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
