// The search of the site: a query in, pages out, better and better as the data arrive. Knows neither page nor network:
// whoever makes it passes in the head of the data and what loads the rest.
// @ts-check

import { Kept } from "./kept.js";
import { nearestTo } from "./nearest.js";
import { prepare } from "./pages.js";
import { maySound, Pinyin } from "./pinyin.js";
import { Postings } from "./postings.js";
import { analyse } from "./query.js";
import { FAINT, rank } from "./rank.js";
import { changed, repairs, suspects } from "./repair.js";
import { countsOf, filtered, itemOf } from "./results.js";

/** @typedef {import("./results.js").Item} Item */
/** @typedef {import("./results.js").Filters} Filters */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./rank.js").Ranking} Ranking */
/** @typedef {import("./rank.js").Ranked} Ranked */
/** @typedef {"head" | "text" | "snippets"} Stage how much of the data it rests on */
/**
 * @typedef {object} Results
 * @property {Stage} stage
 * @property {string} query as typed
 * @property {{facets: {facet: string, value: string}[], absent: import("./facets.js").Absent[], words: string[], corrected?: string}} understood
 * @property {Item[]} items the best first
 * @property {number} total
 * @property {Record<string, Record<string, number>>} counts facet → value → how many
 * @property {Item[]} nearest what to offer when there are no items
 * @property {boolean} trouble something that was asked for did not come
 * @property {boolean} cancelled a newer query came; nobody waits for this one
 */
/** @typedef {{onResults?: (results: Results) => void}} Watch */
/** @typedef {{typed: string, query: Query, ranking: Ranking, corrected: string, trouble: boolean}} Answer */

/** Texts are loaded for so many results at once: those that are shown first. */
export const SHOWN_AT_ONCE = 10;
/** A word of Latin letters that is hardly ever written on the site may be pinyin. */
const HARDLY = 3;
/** Two characters are rare beside each other on up to this share of the pages. */
const RARE = 0.015;

/** Finds pages. One for each head; queries may follow each other as fast as somebody types. */
export class SearchEngine {
  /**
   * @param {import("./pages.js").Head} head
   * @param {import("./kept.js").Load} load path below the site → its JSON
   */
  constructor(head, load) {
    this.site = prepare(head);
    this.kept = new Kept(load);
    this.postings = new Postings(head, this.kept);
    /** @type {Pinyin | null} */
    this.pinyin = null;
    this.turn = 0;
    /** @type {{results: Results, answer: Answer, filters: Filters} | null} */
    this.last = null;
  }

  /**
   * @param {string} typed
   * @param {Filters} [filters]
   * @param {Watch} [watch] hears of every stage that shows more than the one before
   * @returns {Promise<Results>} the last stage; an older query ends as far as it got
   */
  async find(typed, filters = {}, { onResults = () => {} } = {}) {
    this.turn += 1;
    const turn = this.turn;
    const query = analyse(this.site, typed);
    /** @type {Answer} */
    let answer = { typed, query, ranking: rank(this.site, query, null), corrected: "", trouble: false };
    /** @type {Results} */
    let results = this.results("head", answer, filters);
    /** @param {Stage} stage @returns {boolean} whether to go on */
    const tell = (stage) => {
      if (turn !== this.turn) return false;
      results = this.results(stage, answer, filters);
      this.last = { results, answer, filters };
      if (stage !== "head" || results.total > 0) onResults(results);
      return true;
    };
    if (!query.text || !tell("head")) return turn === this.turn ? results : { ...results, cancelled: true };
    answer = await this.withText(answer);
    if (!tell("text")) return { ...results, cancelled: true };
    const pages = this.toShow(answer.ranking, filters, SHOWN_AT_ONCE);
    const isWhole = await this.kept.getAll(pages.map(({ page }) => this.textPath(page)));
    answer = { ...answer, trouble: answer.trouble || !isWhole };
    return tell("snippets") ? results : { ...results, cancelled: true };
  }

  /**
   * Loads the texts of more results of the last query.
   * @param {number} count of results that are to be shown
   * @returns {Promise<Results | null>} null: nothing was looked for, or a newer query came
   */
  async showMore(count) {
    const { turn, last } = this;
    if (!last) return null;
    const pages = this.toShow(last.answer.ranking, last.filters, count);
    const isWhole = await this.kept.getAll(pages.map(({ page }) => this.textPath(page)));
    if (turn !== this.turn) return null;
    return this.results("snippets", { ...last.answer, trouble: last.answer.trouble || !isWhole }, last.filters, count);
  }

  /** @private @param {number} page */
  textPath(page) {
    return `search/${this.site.head.at}/t/${page}.json`;
  }

  /** @private @param {Ranking} ranking @param {Filters} filters @param {number} count @returns {Ranked[]} */
  toShow({ ranked }, filters, count) {
    return filtered(this.site, ranked, filters).slice(0, count);
  }

  /** @private @param {Answer} answer @returns {Promise<Answer>} judged by the texts too, and mended if something in it stands nowhere */
  async withText(answer) {
    const { site, postings } = this;
    const isWhole = await postings.load(answer.query);
    const ranking = rank(site, answer.query, postings);
    const read = { ...answer, ranking, trouble: !isWhole };
    const mended = await this.mended(read);
    return mended || read;
  }

  /** @private @param {Answer} answer @returns {Promise<Answer | null>} null: nothing to mend, or nobody knows how */
  async mended(answer) {
    const { site, postings } = this;
    const { query } = answer;
    const lost = this.lostLetters(answer);
    const suspected = suspects(query, (key) => this.isRare(key)).filter(({ text }) => !this.standsSomewhere(text));
    if (!lost.length && !suspected.length) return null;
    if (!(await this.loadPinyin())) return { ...answer, trouble: true };
    const changes = repairs(site, query, lost, suspected, /** @type {Pinyin} */ (this.pinyin));
    if (!changes.length) return null;
    const text = changed(query.text, changes);
    const better = analyse(site, text);
    const isWhole = await postings.load(better);
    const corrected = site.folding.plain(text);
    return { ...answer, query: better, ranking: rank(site, better, postings), corrected, trouble: answer.trouble || !isWhole };
  }

  /** @private @param {Answer} answer @returns {string[]} Latin words that stand nowhere, or so seldom that they may be pinyin */
  lostLetters({ query, ranking }) {
    const letters = query.text.match(/[a-z]{2,}/g) || [];
    return letters.filter((word) => {
      if (ranking.lost.some((concept) => concept.word === word)) return true;
      const inHead = this.site.ready.some((page) => page.all.includes(word));
      const times = this.postings.times(word);
      return !inHead && maySound(word) && Boolean(times) && (times || []).filter(Boolean).length <= HARDLY;
    });
  }

  /** @private @param {string} key @returns {boolean} whether two characters stand beside each other on hardly any page */
  isRare(key) {
    const times = this.postings.times(key);
    return times !== null && times.filter(Boolean).length <= this.site.pages.length * RARE && !this.site.ready.some((page) => page.all.includes(key));
  }

  /** @private @param {string} text @returns {boolean} whether a page may have it as it was typed */
  standsSomewhere(text) {
    const times = this.postings.timesOfWord(text);
    return times !== null && times.some(Boolean);
  }

  /** @private @returns {Promise<boolean>} */
  async loadPinyin() {
    if (this.pinyin) return true;
    const path = `search/${this.site.head.at}/pinyin.json`;
    if (!(await this.kept.getAll([path]))) return false;
    this.pinyin = this.pinyin || new Pinyin(this.kept.brought.get(path), this.site.ready.map(({ title }) => title));
    return true;
  }

  /** @private @param {Stage} stage @param {Answer} answer @param {Filters} filters @param {number} [read] results whose texts were asked for @returns {Results} */
  results(stage, answer, filters, read = stage === "snippets" ? SHOWN_AT_ONCE : 0) {
    const { site, kept } = this;
    const { typed, query, ranking, corrected, trouble } = answer;
    /** @param {Ranked} ranked @param {number} place */
    const item = (ranked, place) => itemOf(site, query, ranked, (place < read && kept.brought.get(this.textPath(ranked.page))) || null);
    const isFaint = !ranking.ranked.some(({ score }) => score >= FAINT);
    const items = isFaint ? [] : inOrder(filtered(site, ranking.ranked, filters).map(item), read);
    const facets = [...query.facets].flatMap(([facet, values]) => values.map((value) => ({ facet, value })));
    const words = query.concepts.map(({ word }) => word);
    const understood = { facets, absent: ranking.absent, words, ...(corrected ? { corrected } : {}) };
    const counts = countsOf(site, isFaint ? [] : ranking.ranked, filters);
    const nearest = items.length || !query.text ? [] : nearestTo(site, ranking.ranked, isFaint ? "part" : "no-filter", item);
    return { stage, query: typed, understood, items, total: items.length, counts, nearest, trouble, cancelled: false };
  }
}

/** @param {Item[]} items in the order of what was known before their texts came @param {number} read how many were read since @returns {Item[]} these put in order anew; none falls behind one that was not read */
function inOrder(items, read) {
  const least = items[read] ? items[read].score : 0;
  const again = items.slice(0, read).map((item) => ({ ...item, score: Math.max(item.score, least) }));
  return [...again.sort((a, b) => b.score - a.score), ...items.slice(read)];
}
