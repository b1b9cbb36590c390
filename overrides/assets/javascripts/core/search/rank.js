// Puts the pages of a site in the order in which they answer a query. All weights that are no weights of fields stand here.
// @ts-check

import { headWorth, holds, textWorth, WEIGHTS } from "./fields.js";
import { fit, fitAlone, wishesOf } from "./facets.js";
import { keysOf } from "./folding.js";
import { askedOf, gistOf, isSentence } from "./gist.js";

/** @typedef {import("./pages.js").Site} Site */
/** @typedef {import("./pages.js").Ready} Ready */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./query.js").Concept} Concept */
/** @typedef {import("./postings.js").Postings} Postings */
/**
 * @typedef {object} Ranked
 * @property {number} page
 * @property {number} score
 * @property {string[]} forms the words that it was found by
 * @property {number} unproved what of its score rests on a phrase of which only the pairs of characters are known to stand there
 * @property {string} phrase which one
 */
/** @typedef {{ranked: Ranked[], lost: Concept[], absent: import("./facets.js").Absent[]}} Ranking lost: what stands nowhere */
/** @typedef {{scores: Float64Array, forms: Map<number, string[]>, weight: number}} Found */

/** Somebody who looks for a topic wants to learn or teach it; handbook and news are for who looks for them. */
const PRIOR = Object.freeze({ lesson: 1, unit: 1, guide: 1.1, micro: 1, grade: 0.75, track: 0.8, my: 0.9, handbook: 0.6, home: 0.4, updates: 0.3 });

/** In a sentence a page whose title has one of the words is not yet the right one: no word is worth more than this. */
const MOST_IN_SENTENCE = 8;
/** The page that has most of a sentence gains so much of the best score, and of no less than that: hardly any page has its very words. */
const GIST = 0.7;
const LEAST_BEST = 1;
/** The same for a page that people ask for with this very sentence. */
const ASKED_FOR = 2;

/** It names words whose pages are elsewhere; only who asks for itself wants it. */
const WORD_LIST = "handbook/search-terms/";
const NAMES_ONLY = 0.1;

/** Up to this worth a page hardly has a concept. */
const HARDLY = 0.05;
/** Of several forms of a word on a page, the best counts, each further one so much. */
const FURTHER_FORM = 0.15;
/** A word found only in parts, by neighbouring characters: of one in the word list, of what nobody knows. */
const PART_OF_WORD = 0.35;
const PART_OF_RUN = 0.8;
/** A pair of characters is where two words meet when it stands on so many times fewer pages than a neighbouring pair. */
const BORDER = 4;
/** A concept is wholly covered from this worth on. */
const COVERED = 0.6;
/** Worth of the words as they were typed, in a row, by where they stand. */
const PHRASE = Object.freeze({ wholeTitle: 36, title: 27, keyword: 20, heading: 14, summary: 10 });
/** In the text it is worth so much for each character, up to a length that is hardly there by chance. */
const PHRASE_IN_TEXT = 3.5;
const LONG_PHRASE = 8;
/** Share of that for a phrase that stands there once, on a long page. */
const ONCE = 0.3;
/** Share of it for a phrase that is one known word: its synonyms are as good. */
const AS_WORD = 0.35;
/** What words count for in a query that asks for a grade, a month …, and has no topic besides. */
const BARE = 0.04;
/** Below this share of the best, a page has it only by chance; at most so many are told. Where the best is worth less than FAINT, nothing fits. */
const BY_CHANCE = 0.02;
export const FAINT = 0.1;
const MOST = 100;

/** @param {number} all @param {number} having */
const rarity = (all, having) => Math.log(1 + all / (having + 0.5));

/** @param {Site} site @param {Postings | null} postings @param {string} form @returns {Float64Array} page → worth */
function worthOfForm({ ready }, postings, form) {
  const [times, asked] = postings ? [postings.timesOfWord(form), postings.timesAsked(form)] : [null, null];
  const worths = new Float64Array(ready.length);
  ready.forEach((page, i) => {
    worths[i] = headWorth(page, form) + (times && times[i] ? textWorth(page, times[i]) : 0) + (asked && asked[i] ? WEIGHTS.asked : 0);
  });
  return worths;
}

/** @param {Float64Array} worths @param {number} [least] @returns {number} how many pages have more than that */
function having(worths, least = 0) {
  let count = 0;
  for (let i = 0; i < worths.length; i += 1) if (worths[i] > least) count += 1;
  return count;
}

/**
 * @param {number[]} counts of the pages that have each pair of characters of a run, in order
 * @returns {boolean[]} whether it is a pair within a word, as far as one can see
 */
const withinWords = (counts) => counts.map((count, i) => count > 0 && count * BORDER >= Math.max(counts[i - 1] || 0, counts[i + 1] || 0));

/** @param {Site} site @param {Postings | null} postings @param {string} word @returns {Float64Array} page → worth of the parts that it has */
function worthOfParts(site, postings, word) {
  const all = [...keysOf(word).keys()].map((key) => worthOfForm(site, postings, key));
  const within = withinWords(all.map(having));
  const parts = all.filter((_, i) => within[i]);
  const rarities = parts.map((worths) => rarity(site.pages.length, having(worths)));
  const total = rarities.reduce((sum, one) => sum + one, 0) || 1;
  const sum = new Float64Array(site.pages.length);
  for (let page = 0; page < sum.length; page += 1) {
    let worth = 0;
    let covered = 0;
    for (let i = 0; i < parts.length; i += 1) {
      if (parts[i][page] === 0) continue;
      worth += (parts[i][page] * rarities[i]) / total;
      covered += rarities[i] / total;
    }
    sum[page] = worth * covered * covered;
  }
  return sum;
}

/** @param {Site} site @param {Postings | null} postings @param {Concept} concept @returns {Found} */
function find(site, postings, concept) {
  const scores = new Float64Array(site.pages.length);
  /** @type {Map<number, string[]>} */
  const forms = new Map();
  for (const [form, share] of concept.forms) {
    worthOfForm(site, postings, form).forEach((worth, page) => {
      if (worth <= 0) return;
      const [more, less] = worth * share > scores[page] ? [worth * share, scores[page]] : [scores[page], worth * share];
      scores[page] = more + FURTHER_FORM * less;
      forms.set(page, [...(forms.get(page) || []), form]);
    });
  }
  const lost = having(scores) === 0;
  if (concept.word.length > 2) {
    const share = concept.known && !lost ? PART_OF_WORD : PART_OF_RUN;
    worthOfParts(site, postings, concept.word).forEach((worth, page) => { scores[page] = Math.max(scores[page], worth * share); });
  }
  const weight = concept.weight * rarity(site.pages.length, having(scores, HARDLY));
  return { scores, forms, weight };
}

/** @param {Ready} page @param {string} phrase @returns {number} 0: its head has it not */
function phraseInHead(page, phrase) {
  if (page.title === phrase) return PHRASE.wholeTitle;
  if (!page.all.includes(phrase)) return 0;
  if (holds(page.title, phrase)) return PHRASE.title;
  if (holds(page.keywords, phrase)) return PHRASE.keyword;
  return page.headings.some((heading) => holds(heading, phrase)) ? PHRASE.heading : PHRASE.summary;
}

/**
 * What the phrases are worth on a page that fits the facets so well; what was typed as a whole asks for no facet.
 * @param {Site} site
 * @param {Query} query
 * @param {Postings | null} postings
 * @returns {(page: number, fits: number) => {inHead: number, inText: number, phrase: string}} phrase: the one in the text
 */
function phraseScore({ ready }, { phrases }, postings) {
  const looked = phrases.map((phrase, i) => ({ ...phrase, isWhole: i === 0, times: postings && postings.timesOfWord(phrase.text) }));
  return (page, fits) => {
    let [inHead, inText, found] = [0, 0, ""];
    for (const { text, share, isWord, isWhole, times } of looked) {
      const fitting = share * (isWhole ? 1 : fits);
      inHead = Math.max(inHead, fitting * phraseInHead(ready[page], text));
      if (!times || !times[page]) continue;
      const density = (ONCE + (1 - ONCE) * Math.min(1, textWorth(ready[page], times[page]))) * (isWord ? AS_WORD : 1);
      const worth = fitting * density * PHRASE_IN_TEXT * Math.min(LONG_PHRASE, text.length);
      if (worth > inText) [inText, found] = [worth, text];
    }
    return { inHead, inText, phrase: found };
  };
}

/** @param {Found[]} found @param {number} page @param {boolean} isLong whether the query is a sentence @returns {number} */
function wordScore(found, page, isLong) {
  let [worth, covered, total] = [0, 0, 0];
  for (const { scores, weight } of found) {
    worth += weight * (isLong ? (MOST_IN_SENTENCE * scores[page]) / (MOST_IN_SENTENCE + scores[page]) : scores[page]);
    covered += weight * Math.min(1, scores[page] / COVERED);
    total += weight;
  }
  return total ? worth * (covered / total) ** (isLong ? 1 : 2) : 0;
}

/** @param {import("./pages.js").Page} page */
const priorOf = ({ k }) => /** @type {Record<string, number>} */ (PRIOR)[k] || 1;

/**
 * @param {Ranked[]} ranked gain by how much of a sentence each has
 * @param {Site} site
 * @param {Query} query
 * @param {Postings | null} postings
 * @param {import("./facets.js").Wishes} wishes
 */
function addGist(ranked, site, query, postings, wishes) {
  const gist = gistOf(site, query, postings).map((one, page) => one * priorOf(site.pages[page]) * fit(site.pages[page], wishes));
  const most = Math.max(0, ...gist) || 1;
  const asked = askedOf(site, query, postings);
  const best = Math.max(LEAST_BEST, ...ranked.map(({ score, unproved }) => score - unproved));
  for (const one of ranked) {
    const fits = fit(site.pages[one.page], wishes);
    one.score += best * ((GIST * gist[one.page]) / most + ASKED_FOR * asked[one.page] * fits);
  }
}

/**
 * @param {Site} site
 * @param {Query} query
 * @param {Postings | null} postings null: by the head alone
 * @returns {Ranking}
 */
export function rank(site, query, postings) {
  const { wishes, absent } = wishesOf(site.pages, query);
  const hasTopic = query.concepts.some(({ weight }) => weight >= 1);
  if (!hasTopic && wishes.size === 1) wishes.delete("kind"); // 写教案 asks for no lesson
  const found = query.concepts.map((concept) => find(site, postings, concept));
  const lost = query.concepts.filter((_, i) => found[i].forms.size === 0);
  const phrases = phraseScore(site, query, postings);
  const isLong = isSentence(query);
  const isBare = wishes.size > 0 && !hasTopic;
  const ranked = site.pages.map((page, number) => {
    const fits = fit(page, wishes);
    const { inHead, inText, phrase } = phrases(number, fits);
    const single = wordScore(found, number, isLong) * fits * (page.u === WORD_LIST ? NAMES_ONLY : 1);
    const words = priorOf(page) * (single + inHead);
    const unproved = isBare ? 0 : Math.max(0, inText - inHead);
    const score = isBare ? fitAlone(page, wishes) + BARE * words : words + unproved;
    return { page: number, score, unproved, phrase, forms: found.flatMap(({ forms }) => forms.get(number) || []) };
  });
  if (isLong) addGist(ranked, site, query, postings, wishes);
  ranked.sort((a, b) => b.score - a.score || a.page - b.page);
  const least = ranked.length ? ranked[0].score * BY_CHANCE : 0;
  return { ranked: ranked.filter(({ score }) => score > 0 && score >= least).slice(0, MOST), lost, absent };
}
