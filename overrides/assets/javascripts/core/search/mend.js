// What somebody meant who typed pinyin, initials, a word that sounds the same, or one wrong character.
// Asked only when a word stands nowhere.
// @ts-check

import { partsOf } from "./doubts.js";
import { hasHan } from "./folding.js";
import { lookalikes } from "./lookalike.js";
import { Pinyin } from "./pinyin.js";

/** @typedef {import("./pages.js").Site} Site */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {{from: string, to: string}} Change */
/** @typedef {import("./doubts.js").Suspect} Suspect */
/** @typedef {import("./doubts.js").Doubts} Doubts */

const LONGEST_WORD = 8;
const SHORTEST_FOR_SHAPE = 3;
/** Letters that are cut into several words lose so much with each cut. */
const CUT = 0.5;

/** @param {string} letters @param {Pinyin} pinyin @returns {string[] | null} as few words as can be that are typed so; null: none */
function wordsOfLetters(letters, pinyin) {
  const whole = pinyin.wordsOf(letters);
  if (whole.length) return whole.slice(0, 1);
  /** @type {{worth: number, words: string[]}[]} */
  const best = [{ worth: 0, words: [] }];
  for (let end = 1; end <= letters.length; end += 1) {
    best[end] = { worth: -Infinity, words: [] };
    for (let start = 0; start < end; start += 1) {
      const found = pinyin.bySound.get(letters.slice(start, end));
      const worth = best[start].worth - CUT;
      if (found && worth > best[end].worth) {
        const word = [...found].sort((a, b) => a.rank - b.rank)[0].word;
        best[end] = { worth, words: [...best[start].words, word] };
      }
    }
  }
  return best[letters.length].words.length ? best[letters.length].words : null;
}

/** @param {string} a @param {string} b @returns {boolean} whether one character was mistaken, left out, put in, or two changed places */
export function oneOff(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** @param {Suspect} suspect @param {number} length @returns {string[]} its parts of that length that have a mistyped character and cut no known word */
const wrongParts = ({ text, wrong, inWord }, length) => partsOf(text, length)
  .filter((_, start) => !inWord[start] && !inWord[start + length] && wrong.slice(start, start + length).some(Boolean));

/**
 * @param {Site} site
 * @param {Suspect} suspect
 * @returns {Change | null} the longest known word of which one character is wrong; a short one only if nothing else was typed
 */
function byShape({ lexicon }, suspect) {
  /** @type {Change | null} */
  let found = null;
  for (const { word, alias, stop } of lexicon.entries.values()) {
    if (word.length < SHORTEST_FOR_SHAPE || alias || stop || !hasHan(word) || (found && found.to.length >= word.length)) continue;
    const isAll = Math.abs(suspect.text.length - word.length) <= 1 && suspect.wrong.some(Boolean);
    const inside = word.length > SHORTEST_FOR_SHAPE ? wrongParts(suspect, word.length) : [];
    const parts = isAll ? [suspect.text, ...inside] : inside;
    const from = parts.find((part) => oneOff(part, word));
    if (from) found = { from, to: word };
  }
  return found;
}

/**
 * @param {Site} site
 * @param {Suspect} suspect
 * @param {Pinyin} pinyin
 * @returns {Change | null} the longest part of it that sounds like a known word
 */
function bySound({ lexicon }, suspect, pinyin) {
  for (let length = Math.min(suspect.text.length, LONGEST_WORD); length > 1; length -= 1) {
    const isAll = length === suspect.text.length && suspect.isWhole;
    for (const part of isAll ? [suspect.text] : wrongParts(suspect, length)) {
      const to = pinyin.soundingLike(part).find((word) => word.length > 2 || lexicon.entries.has(word));
      if (to) return { from: part, to };
    }
  }
  return null;
}

/**
 * @param {Site} site
 * @param {Suspect} suspect
 * @returns {Change | null} two characters of it that look like a known word: so short a word has to look alike, not only be near
 */
function byLook({ lexicon }, suspect) {
  for (const from of wrongParts(suspect, 2)) {
    const to = lookalikes(from).find((word) => {
      const entry = lexicon.entries.get(word);
      return entry && !entry.stop && !entry.alias;
    });
    if (to) return { from, to };
  }
  return null;
}

/** @param {string} text @returns {string[]} letters that stand together, with the spaces between them */
const letterRuns = (text) => text.match(/[a-zü]+( [a-zü]+)*/g) || [];

/** @param {string} run letters that stand together @param {Doubts} doubts @param {Pinyin} pinyin @returns {Change[]} */
function letterRepairs(run, { letters, seldom }, pinyin) {
  const parts = run.split(" ");
  const whole = parts.join("");
  if (!parts.some((part) => letters.includes(part))) {
    const isSpoken = parts.some((part) => seldom.includes(part)) && pinyin.bySound.has(whole);
    return isSpoken ? [{ from: run, to: pinyin.wordsOf(whole)[0] }] : [];
  }
  const words = wordsOfLetters(whole, pinyin);
  if (words) return [{ from: run, to: words.join(" ") }];
  return parts.flatMap((part) => {
    const some = letters.includes(part) ? wordsOfLetters(part, pinyin) : null;
    return some ? [{ from: part, to: some.join("") }] : [];
  });
}

/** @param {Site} site @param {Query} query @param {Doubts} doubts @param {Pinyin} pinyin @returns {Change[]} */
function repairs(site, query, doubts, pinyin) {
  const changes = letterRuns(query.text).flatMap((run) => letterRepairs(run, doubts, pinyin));
  for (const suspect of doubts.suspects) {
    const change = bySound(site, suspect, pinyin) || byShape(site, suspect) || byLook(site, suspect);
    if (change) changes.push(change);
  }
  return changes;
}

/** @param {string} text @param {Change[]} changes @returns {string} words */
const changed = (text, changes) => changes.reduce((words, { from, to }) => words.split(from).join(` ${to} `), text).replace(/ +/g, " ").trim();

/**
 * @param {Site} site
 * @param {import("./pinyin.js").PinyinData} data
 * @returns {(query: Query, doubts: Doubts) => string} the words of a query, mended; "" = nobody knows how
 */
export function mender(site, data) {
  const pinyin = new Pinyin(data, site.ready.map(({ title }) => title));
  return (query, doubts) => {
    const changes = repairs(site, query, doubts, pinyin);
    return changes.length ? changed(query.text, changes) : "";
  };
}
