// The search of the site: a query in, pages out, better and better as the data arrive. Knows neither page nor network:
// whoever makes it passes in the head of the data and what loads the rest.
// @ts-check

import { doubtsOf } from "./doubts.js";
import { Kept } from "./kept.js";
import { nearestTo } from "./nearest.js";
import { prepare } from "./pages.js";
import { Postings } from "./postings.js";
import { analyse } from "./query.js";
import { FAINT, rank } from "./rank.js";
import { countsOf, filtered, itemOf } from "./results.js";
import { readySections } from "./sections.js";

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

/** Texts are loaded for so many results at once: those that a screen shows. */
export const READ_AT_ONCE = 5;
/** So many texts are kept folded. */
const MOST_READ = 40;

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
    /** @type {((query: Query, doubts: import("./doubts.js").Doubts) => string) | null} asked for when something was mistyped */
    this.mend = null;
    /** @type {Map<number, import("./sections.js").ReadySection[]>} page → what was read of it */
    this.read = new Map();
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
    if (!query.text) {
      tell("snippets");
      return results;
    }
    tell("head");
    answer = await this.withText(answer);
    if (!tell("text")) return { ...results, cancelled: true };
    const pages = this.toShow(answer.ranking, filters, READ_AT_ONCE);
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
    const { site, postings, kept } = this;
    const doubts = doubtsOf(site, postings, answer.query, answer.ranking.lost);
    if (!doubts.letters.length && !doubts.seldom.length && !doubts.suspects.length) return null;
    const path = `search/${site.head.at}/pinyin.json`;
    const [isHere, mending] = await Promise.all([kept.getAll([path]), import("./mend.js").catch(() => null)]);
    if (!isHere || !mending) return { ...answer, trouble: true };
    this.mend = this.mend || mending.mender(site, kept.brought.get(path));
    const text = this.mend(answer.query, doubts);
    if (!text) return null;
    const query = analyse(site, text);
    const isWhole = await postings.load(query);
    const corrected = site.folding.plain(text);
    return { ...answer, query, ranking: rank(site, query, postings), corrected, trouble: answer.trouble || !isWhole };
  }

  /** @private @param {number} page @returns {import("./sections.js").ReadySection[] | null} */
  sectionsOf(page) {
    const sections = this.kept.brought.get(this.textPath(page));
    if (this.read.size >= MOST_READ) this.read.clear();
    if (sections && !this.read.has(page)) this.read.set(page, readySections(this.site.folding, sections));
    return this.read.get(page) || null;
  }

  /**
   * @private
   * @param {Stage} stage
   * @param {Answer} answer
   * @param {Filters} filters
   * @param {number} [read] results whose texts were asked for
   * @returns {Results}
   */
  results(stage, answer, filters, read = stage === "snippets" ? READ_AT_ONCE : 0) {
    const { site } = this;
    const { typed, query, ranking, corrected, trouble } = answer;
    /** @param {Ranked} ranked @param {number} place */
    const item = (ranked, place) => itemOf(site, query, ranked, place < read ? this.sectionsOf(ranked.page) : null);
    const isFaint = !ranking.ranked.some(({ score }) => score >= FAINT);
    const items = isFaint ? [] : inOrder(filtered(site, ranking.ranked, filters).map(item), read);
    const facets = [...query.facets].flatMap(([facet, values]) => values.map((value) => ({ facet, value })));
    const words = query.concepts.map(({ word }) => word);
    const understood = { facets, absent: ranking.absent, words, ...(corrected ? { corrected } : {}) };
    const counts = countsOf(site, isFaint ? [] : ranking.ranked, filters);
    const nearest = items.length || !typed.trim() ? [] : nearestTo(site, ranking.ranked, isFaint ? "part" : "no-filter", item);
    return { stage, query: typed, understood, items, total: items.length, counts, nearest, trouble, cancelled: false };
  }
}

/**
 * @param {Item[]} items in the order of what was known before their texts came
 * @param {number} from
 * @param {number} to
 * @returns {Item[]} those put in order anew; none falls behind one that comes after them
 */
function orderedAnew(items, from, to) {
  const least = items[to] ? items[to].score : 0;
  const most = from > 0 ? items[from - 1].score : Infinity;
  const again = items.slice(from, to).map((item) => ({ ...item, score: Math.min(most, Math.max(item.score, least)) }));
  return again.sort((a, b) => b.score - a.score);
}

/**
 * @param {Item[]} items in the order of what was known before their texts came
 * @param {number} read how many were read since, the first ones before the others
 * @returns {Item[]} nothing changes places with what somebody may be looking at already
 */
function inOrder(items, read) {
  const first = Math.min(read, READ_AT_ONCE, items.length);
  const shown = orderedAnew(items, 0, first);
  const then = [...shown, ...items.slice(first)];
  return [...shown, ...orderedAnew(then, first, read), ...items.slice(read)];
}
