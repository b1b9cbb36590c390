// What somebody meant who typed pinyin, initials, a word that sounds the same, or one wrong character.
// Asked only when a word stands nowhere.
// @ts-check

import { hasHan } from "./folding.js";

/** @typedef {import("./pages.js").Site} Site */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./pinyin.js").Pinyin} Pinyin */
/** @typedef {{from: string, to: string}} Change */
/** @typedef {{text: string, wrong: boolean[], isWhole: boolean}} Suspect a stretch, and of each of its characters whether it may be mistyped; isWhole: all of them together may */

const LONGEST_WORD = 8;
const SHORTEST_FOR_SHAPE = 3;
const SHORTEST_AS_WHOLE = 4;
const LONGEST_AS_WHOLE = 6;
/** Letters that are cut into several words lose a little with each cut, and much with each letter left over. */
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

/** @param {string} run @param {number} length @returns {string[]} its parts of that length */
const partsOf = (run, length) => Array.from({ length: Math.max(0, run.length - length + 1) }, (_, start) => run.slice(start, start + length));

/** @param {Suspect} suspect @param {number} length @returns {string[]} its parts of that length that have a mistyped character */
const wrongParts = ({ text, wrong }, length) => partsOf(text, length).filter((_, start) => wrong.slice(start, start + length).some(Boolean));

/** @param {Site} site @param {Suspect} suspect @returns {Change | null} the longest known word of which one character is wrong; a short one only if nothing else was typed */
function byShape({ lexicon }, suspect) {
  /** @type {Change | null} */
  let found = null;
  for (const { word, alias, stop } of lexicon.entries.values()) {
    if (word.length < SHORTEST_FOR_SHAPE || alias || stop || !hasHan(word) || (found && found.to.length >= word.length)) continue;
    const isAll = Math.abs(suspect.text.length - word.length) <= 1 && suspect.wrong.some(Boolean);
    const parts = isAll ? [suspect.text, ...wrongParts(suspect, word.length)] : word.length > SHORTEST_FOR_SHAPE ? wrongParts(suspect, word.length) : [];
    const from = parts.find((part) => oneOff(part, word));
    if (from) found = { from, to: word };
  }
  return found;
}

/** @param {Site} site @param {Suspect} suspect @param {Pinyin} pinyin @returns {Change | null} the longest part of it that sounds like a known word */
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

/** @param {Query} query @returns {{at: number, text: string, known: boolean[], words: number}[]} Han words in a row, without facets and words of questions; `known`: of each character, whether a known word has it */
function stretches({ pieces }) {
  /** @type {{at: number, text: string, known: boolean[], words: number}[]} */
  const found = [];
  for (const { at, text, entry } of pieces) {
    if (!hasHan(text) || (entry && (entry.alias || entry.stop))) continue;
    const last = found[found.length - 1];
    const known = Array.from({ length: text.length }, () => Boolean(entry));
    if (last && last.at + last.text.length === at) {
      last.text += text;
      last.words += 1;
      last.known.push(...known);
    } else found.push({ at, text, known, words: 1 });
  }
  return found;
}

/**
 * @param {Query} query
 * @param {(key: string) => boolean} isRare whether two characters stand beside each other hardly anywhere
 * @returns {Suspect[]} stretches with characters that no known word has and that stand beside none of their neighbours elsewhere, and those that may be one word that is written as two (心里健康)
 */
export function suspects(query, isRare) {
  return stretches(query).map(({ text, known, words }) => {
    const rare = partsOf(text, 2).map(isRare);
    const wrong = known.map((isKnown, i) => !isKnown && text.length > 1 && rare[i - 1] !== false && rare[i] !== false);
    return { text, wrong, isWhole: words > 1 && text.length >= SHORTEST_AS_WHOLE && text.length <= LONGEST_AS_WHOLE };
  }).filter(({ wrong, isWhole }) => isWhole || wrong.some(Boolean));
}

/** @param {string} text @returns {string[]} letters that stand together, with the spaces between them */
const letterRuns = (text) => text.match(/[a-zü]+( [a-zü]+)*/g) || [];

/**
 * @param {Site} site
 * @param {Query} query
 * @param {string[]} lost Latin words that stand nowhere
 * @param {Suspect[]} suspected
 * @param {Pinyin} pinyin
 * @returns {Change[]}
 */
export function repairs(site, query, lost, suspected, pinyin) {
  /** @type {Change[]} */
  const changes = [];
  for (const run of letterRuns(query.text)) {
    if (!run.split(" ").some((word) => lost.includes(word))) continue;
    const words = wordsOfLetters(run.replace(/ /g, ""), pinyin);
    if (words) changes.push({ from: run, to: words.join("") });
    else for (const part of run.split(" ")) {
      const some = lost.includes(part) ? wordsOfLetters(part, pinyin) : null;
      if (some) changes.push({ from: part, to: some.join("") });
    }
  }
  for (const suspect of suspected) {
    const change = bySound(site, suspect, pinyin) || byShape(site, suspect);
    if (change) changes.push(change);
  }
  return changes;
}

/** @param {string} text @param {Change[]} changes @returns {string} words */
export const changed = (text, changes) => changes.reduce((words, { from, to }) => words.split(from).join(` ${to} `), text).replace(/ +/g, " ").trim();
