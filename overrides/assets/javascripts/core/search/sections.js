// Which sections of a page answer a query, once its text is there.
// @ts-check

import { saturated } from "./fields.js";
import { placesOf } from "./marks.js";

/** @typedef {import("./folding.js").Folding} Folding */
/** @typedef {[anchor: string, heading: string, text: string]} Section as it was loaded */
/** @typedef {{anchor: string, heading: string, text: string, foldedHeading: string, foldedText: string}} ReadySection */
/** @typedef {{anchor: string, heading: string}} Place */
/** @typedef {{section: ReadySection, worth: number, phrases: string[]}} Judged phrases: those of the query's that it has as they were typed */

/** A word in a heading counts so many times as one in the text; the whole phrase in the text so much, in the heading twice. */
const HEADING = 2.5;
const PHRASE = 3;
/** Further sections are told from this share of the best one's worth on, and at most so many. */
const NEAR = 0.6;
const MOST_FURTHER = 3;
/** Sections of every lesson that lead up to it or look back; a reader looks for what is done in class. */
const BESIDE = new Set(["学情分析", "教学准备", "板书设计", "安全提示与求助", "备选方案", "教学反思"]);
const BESIDE_LESS = 0.5;

/** @param {string} folded @param {string[]} words @returns {number[]} word → how often it stands there */
function timesOf(folded, words) {
  const times = words.map(() => 0);
  for (const { word } of placesOf(folded, words)) times[word] += 1;
  return times;
}

/** @param {Folding} folding @param {Section[]} sections @returns {ReadySection[]} */
export const readySections = (folding, sections) => sections.map(([anchor, heading, text]) =>
  ({ anchor, heading, text, foldedHeading: folding.foldInPlace(heading), foldedText: folding.foldInPlace(text) }));

/**
 * @param {ReadySection} section
 * @param {string[]} words the longest first
 * @param {string[]} phrases
 * @returns {Judged}
 */
function judge(section, words, phrases) {
  const { foldedHeading: heading, foldedText: text } = section;
  /** @param {string} one @param {string[]} wanted @param {number} most */
  const worthOf = (one, wanted, most) =>
    timesOf(one, wanted).reduce((sum, times, i) => sum + most * saturated(times) * Math.min(3, wanted[i].length / 2), 0);
  const inText = timesOf(text, phrases);
  const inHeading = timesOf(heading, phrases);
  const worth = worthOf(heading, words, HEADING) + worthOf(text, words, 1)
    + (inText.some(Boolean) ? PHRASE : 0) + (inHeading.some(Boolean) ? 2 * PHRASE : 0);
  const isBeside = BESIDE.has(section.heading) && !inHeading.some(Boolean);
  return { section, worth: worth * (isBeside ? BESIDE_LESS : 1), phrases: phrases.filter((_, i) => inText[i] || inHeading[i]) };
}

/**
 * @param {ReadySection[]} sections of a page, in order
 * @param {string[]} words
 * @param {string[]} phrases
 * @returns {{best: Judged | null, further: Place[], phrases: string[]}} phrases: those that some section has as they were typed
 */
export function judgeSections(sections, words, phrases) {
  const judged = sections.map((section) => judge(section, words, phrases)).filter(({ worth }) => worth > 0);
  judged.sort((a, b) => b.worth - a.worth);
  const [best = null, ...others] = judged;
  const further = others
    .filter(({ section, worth }) => best && section.anchor && section.heading && !BESIDE.has(section.heading) && worth >= best.worth * NEAR)
    .slice(0, MOST_FURTHER)
    .map(({ section }) => placeOf(section));
  return { best, further, phrases: judged.flatMap((one) => one.phrases) };
}

/** @param {ReadySection} section @returns {Place} */
const placeOf = ({ anchor, heading }) => ({ anchor, heading });
