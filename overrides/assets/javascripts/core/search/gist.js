// What a sentence is about: somebody who types as people talk says few words that a page has, and many pairs of
// characters that together tell. Each pair counts by how rare it is; those that only hold a sentence together, hardly.
// @ts-check

import { headWorth } from "./fields.js";
import { hasHan, keysOf } from "./folding.js";

/** @typedef {import("./pages.js").Site} Site */
/** @typedef {import("./pages.js").Ready} Ready */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./postings.js").Postings} Postings */

/** From so many Han characters on, without facets and words of questions, a query is a sentence. */
const SHORTEST = 7;
/** Characters that hold sentences together. */
const HOLDING = new Set(
  "的了是不都一个我你他她它们自己这那有没在和跟与给把被让叫要想会能可以该应就也还又再很太更最总老常多少什么怎样啥哪谁几为因所吗呢吧啊呀到去来上下里外前后中从向对用做着过得地等说看点些次只每各人",
);
/** What a pair counts that has one of them, and one of two. */
const HALF_HOLDING = 0.35;
const ALL_HOLDING = 0.05;
/** A pair in the head of the data, per worth there; how fast more of the same says less; how much on a long page. */
const IN_HEAD = 0.6;
const ENOUGH = 1.2;
const LONG_PAGE = 0.4;
/** A word that means the same as one that was typed. */
const OTHER_WORD = 0.7;

/** @param {Query} query @returns {string[]} Han characters in a row, without facets and words of questions */
function runsOf({ pieces }) {
  const runs = [""];
  let end = -1;
  for (const { text, at, entry } of pieces) {
    const says = hasHan(text) && !(entry && (entry.alias || entry.stop));
    if (says && at === end) runs[runs.length - 1] += text;
    else if (says) runs.push(text);
    if (says) end = at + text.length;
  }
  return runs;
}

/** @param {Query} query @returns {boolean} whether it was typed as people talk */
export const isSentence = (query) => runsOf(query).join("").length >= SHORTEST && (query.pieces.length > 1 || !query.pieces[0].entry);

/** @param {Query} query @returns {Map<string, number>} pair → how much it says beside the others, before one knows how rare it is */
export function pairsOf(query) {
  const pairs = new Map();
  for (const run of runsOf(query)) {
    for (const key of keysOf(run).keys()) {
      const held = Number(HOLDING.has(key[0])) + Number(HOLDING.has(key[1]));
      pairs.set(key, [1, HALF_HOLDING, ALL_HOLDING][held]);
    }
  }
  return pairs;
}

/** @param {Ready} page @param {number} times @param {number} inHead @returns {number} */
function often(page, times, inHead) {
  const all = times + IN_HEAD * inHead;
  return all ? (all * (ENOUGH + 1)) / (all + ENOUGH * (1 - LONG_PAGE + LONG_PAGE * page.length)) : 0;
}

/** @param {Site} site @param {Postings | null} postings @param {string} word @returns {{often: Float64Array, rarity: number}} */
function look({ ready }, postings, word) {
  const times = postings && postings.timesOfWord(word);
  const found = new Float64Array(ready.length);
  let having = 0;
  ready.forEach((page, i) => {
    found[i] = often(page, times ? times[i] : 0, headWorth(page, word));
    if (found[i] > 0) having += 1;
  });
  return { often: found, rarity: having ? Math.log(1 + (ready.length - having + 0.5) / (having + 0.5)) : 0 };
}

/**
 * @param {Site} site
 * @param {Query} query
 * @param {Postings | null} postings
 * @returns {Float64Array} page → how much of the sentence stands in those that people ask for it with, up to 1
 */
export function askedOf(site, query, postings) {
  const sum = new Float64Array(site.pages.length);
  let total = 0;
  for (const [pair, says] of postings ? pairsOf(query) : []) {
    const times = postings && postings.timesAsked(pair);
    if (!times) continue;
    const having = times.filter(Boolean).length;
    const worth = says * Math.log(1 + (times.length - having + 0.5) / (having + 0.5));
    total += worth;
    for (let i = 0; i < sum.length; i += 1) if (times[i]) sum[i] += worth;
  }
  return sum.map((one) => one / (total || 1));
}

/**
 * @param {Site} site
 * @param {Query} query
 * @param {Postings | null} postings
 * @returns {Float64Array} page → how much of the sentence it has
 */
export function gistOf(site, query, postings) {
  const sum = new Float64Array(site.pages.length);
  for (const [pair, says] of pairsOf(query)) {
    const { often: found, rarity } = look(site, postings, pair);
    for (let i = 0; i < sum.length; i += 1) sum[i] += found[i] * rarity * says;
  }
  for (const { forms, word, known } of query.concepts) {
    if (!known || forms.size < 2) continue;
    const best = new Float64Array(sum.length);
    for (const [form, share] of forms) {
      if (form === word) continue;
      const { often: found, rarity } = look(site, postings, form);
      const pairs = Math.max(1, form.length - 1);
      for (let i = 0; i < sum.length; i += 1) best[i] = Math.max(best[i], found[i] * rarity * share * pairs * OTHER_WORD);
    }
    for (let i = 0; i < sum.length; i += 1) sum[i] += best[i];
  }
  return sum;
}
