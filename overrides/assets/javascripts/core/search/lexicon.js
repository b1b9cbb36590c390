// The words that a query is cut into: the word list, keywords and titles, the names of facets, and words of questions.
// Knows no page but by its words.
// @ts-check

import { hasHan } from "./folding.js";

/** @typedef {import("./pages.js").Head} Head */
/** @typedef {import("./folding.js").Folding} Folding */
/** @typedef {{facet: string, values: string[]}} Alias a name of one value of a facet, or of several */
/**
 * @typedef {object} Entry what is known of a word
 * @property {string} word
 * @property {number[]} groups its groups of synonyms
 * @property {Alias | null} alias
 * @property {boolean} stop nobody looks for a page by it
 * @property {boolean} general says little: on most pages somebody means something else
 */
/** @typedef {{text: string, at: number, entry: Entry | null}} Piece of a query; null: no known word */

/** Of every page, so a query is hardly about them. */
const GENERAL = `
  学生 孩子 小孩 老师 教师 同学 学校 班级 班里 心理 心理健康 心理健康教育 心育 教育
  问题 方法 办法 技巧 活动 上课 上好 一节课 主题 中小学 以后 之后 时候 经常
  总是 特别 非常 自己 需要 进行 没有 管理 提高 增强 培养 帮助 应对 处理
  缓解 解决 引导 指导 开展 调整 一节 一点 一些 一下 一起
`.trim().split(/\s+/);
/** What is typed beside a topic to say that a lesson is wanted, and is a topic of its own besides. */
const HALF = new Set("心理课 心育课 班会 班会课 主题班会 课堂 心理健康课".split(" "));

/** 提高一点 is no 高一, 从小一起 no 小一. */
const NO_GRADE_AFTER = /[提最较更很太偏升增减缩大弱当起从年]$/;
const NO_GRADE_BEFORE = /^[点些下样起直个次]/;
const LATIN = /[0-9a-z]/;

/** How much a word says that almost every page is about, and one that is so half the time. */
const GENERAL_WEIGHT = 0.3;
const HALF_WEIGHT = 0.5;
/** What a known word is worth when a query is cut: the longer the better, and a facet a little more than a word. */
const FACET_MORE = 0.5;
const GENERAL_LESS = 0.3;

/** @param {Entry | undefined} entry @returns {number} how much a word says */
export function weightOf(entry) {
  if (entry && entry.general) return GENERAL_WEIGHT;
  return entry && HALF.has(entry.word) ? HALF_WEIGHT : 1;
}

/** The names of the facets' values, the words of the pages and of the word list, all folded. */
export class Lexicon {
  /** @param {Head} head @param {Folding} folding */
  constructor(head, folding) {
    /** @type {Map<string, Entry>} */
    this.entries = new Map();
    this.longest = 1;
    this.folding = folding;
    /** @type {string[][]} */
    this.synonyms = head.synonyms.map((group) => group.map((word) => folding.words(word)).filter(Boolean));
    this.synonyms.forEach((group, number) => group.forEach((word) => this.take(word).groups.push(number)));
    for (const page of head.pages) for (const word of page.w || []) this.take(folding.words(word));
    for (const word of GENERAL) this.take(folding.words(word)).general = true;
    const stops = head.stop.map((word) => folding.words(word));
    for (const word of stops) if (word.length > 1) this.take(word).stop = true;
    /** Particles: they end no word in the middle of what nobody knows, only at its ends. */
    this.particles = new Set(stops.filter((word) => word.length === 1));
    this.takeAliases(head);
    this.takeTitles(head.pages.map((page) => folding.words(page.t)));
    this.entries.delete("");
  }

  /** @param {Head} head */
  takeAliases({ facets, groups }) {
    /** @param {string} word @param {string} facet @param {string[]} values */
    const add = (word, facet, values) => { this.take(this.folding.words(word)).alias = { facet, values }; };
    for (const [facet, values] of Object.entries(facets)) {
      for (const [value, words] of Object.entries(values)) for (const word of words) add(word, facet, [value]);
    }
    for (const [facet, words] of Object.entries(groups)) {
      for (const [word, values] of Object.entries(words)) add(word, facet, values.map(String));
    }
  }

  /** @param {string[]} titles those made of facets' names alone (五年级教案) are no words: the query asks for the facets */
  takeTitles(titles) {
    const telling = titles.filter((title) => this.cut(title).some(({ entry }) => !entry || !entry.alias));
    telling.forEach((title) => this.take(title));
  }

  /** @param {string} word folded */
  take(word) {
    const known = this.entries.get(word);
    if (known) return known;
    const entry = { word, groups: [], alias: null, stop: false, general: false };
    this.entries.set(word, entry);
    this.longest = Math.max(this.longest, word.length);
    return entry;
  }

  /**
   * @param {string} word
   * @returns {string[]} the words that mean the same
   */
  synonymsOf(word) {
    const entry = this.entries.get(word);
    const all = entry ? entry.groups.flatMap((number) => this.synonyms[number]) : [];
    return [...new Set(all)].filter((other) => other !== word);
  }

  /**
   * Cuts words apart so that known words cover as much as can be, long ones before short ones.
   * @param {string} text words with single spaces
   * @returns {Piece[]} in order; spaces are left out
   */
  cut(text) {
    /** @type {{worth: number, piece: Piece | null, length: number}[]} */
    const best = [{ worth: 0, piece: null, length: 0 }];
    for (let end = 1; end <= text.length; end += 1) {
      best[end] = { worth: best[end - 1].worth, piece: null, length: 1 };
      for (let start = Math.max(0, end - this.longest); start < end; start += 1) {
        const word = text.slice(start, end);
        const entry = this.entries.get(word);
        if (!entry || !stands(text, start, end, entry)) continue;
        const worth = best[start].worth + worthOf(entry, word);
        if (worth > best[end].worth) best[end] = { worth, piece: { text: word, at: start, entry }, length: end - start };
      }
    }
    return piecesOf(text, best);
  }
}

/** @param {Entry} entry @param {string} word as typed */
function worthOf(entry, word) {
  const worth = word.length * word.length;
  if (entry.alias) return worth + FACET_MORE;
  return entry.general || entry.stop ? worth - GENERAL_LESS : worth;
}

/** @param {string} text @param {number} start @param {number} end @param {Entry} entry @returns {boolean} whether a word there can be meant */
function stands(text, start, end, entry) {
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (LATIN.test(text[start]) && LATIN.test(before.slice(-1))) return false;
  if (LATIN.test(text[end - 1]) && LATIN.test(after.charAt(0))) return false;
  if (!entry.alias || entry.alias.facet !== "grade" || entry.word.length > 2 || !hasHan(entry.word)) return true;
  return !NO_GRADE_AFTER.test(before) && !NO_GRADE_BEFORE.test(after);
}

/** @param {string} text @param {{piece: Piece | null, length: number}[]} best @returns {Piece[]} */
function piecesOf(text, best) {
  /** @type {Piece[]} */
  const pieces = [];
  let end = text.length;
  let unknown = "";
  const close = () => {
    const parts = [...unknown.matchAll(/[0-9a-z]+|[^0-9a-z ]+/g)];
    for (const part of parts.reverse()) pieces.push({ text: part[0], at: end + /** @type {number} */ (part.index), entry: null });
    unknown = "";
  };
  while (end > 0) {
    const { piece, length } = best[end];
    if (piece) {
      close();
      pieces.push(piece);
    } else unknown = text[end - 1] + unknown;
    end -= length;
  }
  close();
  return pieces.reverse();
}
