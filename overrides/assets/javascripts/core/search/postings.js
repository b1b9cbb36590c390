// On which pages a key stands, and how often: shards of the index, loaded as queries need them.
// @ts-check

import { ASKED, hasHan, keysOf, shardOf } from "./folding.js";

/** @typedef {import("./kept.js").Kept} Kept */
/** @typedef {import("./query.js").Concept} Concept */
/** @typedef {import("./query.js").Query} Query */

/** A query asks for at most so many shards; what does not fit in is judged by what does. */
const MOST_SHARDS = 8;
/** For words that mean the same none is asked for once there are so many: the best of them stand in the head. */
const ENOUGH_SHARDS = 4;
const MANY_KEYS = 4;

/** @param {string} word @returns {string[]} its keys; of a long word every second one first, so that a few of them cover it */
export function keysOfWord(word) {
  const keys = [...keysOf(word).keys()];
  if (keys.length <= MANY_KEYS) return keys;
  return [...keys.filter((_, i) => i % 2 === 0), ...keys.filter((_, i) => i % 2 === 1)];
}

/** @param {Query} query @returns {{typed: string[][], others: string[][]}} what to look up, the most telling first; a list is of use as a whole or in its order */
function wishes({ concepts, phrases }) {
  const telling = [...concepts].sort((a, b) => b.weight - a.weight);
  const own = telling.map(({ word }) => keysOfWord(word));
  const others = telling.flatMap(({ forms, word }) => [...forms.keys()].filter((form) => form !== word).map(keysOfWord));
  const typed = [...own.map((keys) => keys.slice(0, MANY_KEYS)), ...phrases.slice(0, 1).map(({ text }) => keysOfWord(text)), ...own];
  return { typed, others };
}

/** The index of a site. */
export class Postings {
  /** @param {import("./pages.js").Head} head @param {Kept} kept */
  constructor(head, kept) {
    this.head = head;
    this.kept = kept;
    /** @type {Map<string, Uint8Array>} of the last query */
    this.read = new Map();
  }

  /** @param {number} shard */
  path(shard) {
    return `search/${this.head.at}/p/${shard}.json`;
  }

  /**
   * @param {Query} query
   * @returns {Promise<boolean>} whether all that it needs came
   */
  load(query) {
    this.read.clear();
    /** @type {Set<number>} */
    const shards = new Set();
    /** @param {string[][]} lists @param {number} most */
    const add = (lists, most) => {
      for (const key of lists.flat()) if (shards.size < most) shards.add(shardOf(key, this.head.shards));
    };
    const { typed, others } = wishes(query);
    add(typed, MOST_SHARDS);
    add(others, ENOUGH_SHARDS);
    return this.kept.getAll([...shards].map((shard) => this.path(shard)));
  }

  /**
   * @param {string} key
   * @returns {Uint8Array | null} page → how often it stands there; null when nobody knows
   */
  times(key) {
    const known = this.read.get(key);
    if (known) return known;
    const shard = this.kept.brought.get(this.path(shardOf(key, this.head.shards)));
    if (!shard) return null;
    const found = new Uint8Array(this.head.pages.length);
    const list = Object.prototype.hasOwnProperty.call(shard, key) ? shard[key] : [];
    for (let i = 0, page = 0; i + 1 < list.length; i += 2) {
      page += list[i];
      found[page] = list[i + 1];
    }
    this.read.set(key, found);
    return found;
  }

  /** @param {string} word @returns {Uint8Array | null} page → how often it is asked for with that word at most; null when nobody knows */
  timesAsked(word) {
    return this.timesOfWord(word, ASKED);
  }

  /**
   * @param {string} word
   * @param {string} [mark] before each key
   * @returns {Uint8Array | null} page → how often it stands there at most: as often as the rarest of its keys; null when nobody knows
   */
  timesOfWord(word, mark = "") {
    const known = keysOfWord(word).map((key) => this.times(mark + key)).filter((times) => times !== null);
    if (!known.length || (hasHan(word) && word.length === 1)) return null;
    const [only, ...rest] = /** @type {Uint8Array[]} */ (known);
    if (!rest.length) return only;
    const first = only.slice();
    for (const times of rest) for (let i = 0; i < first.length; i += 1) if (times[i] < first[i]) first[i] = times[i];
    return first;
  }
}
