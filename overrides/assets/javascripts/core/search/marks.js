// Where the words of a query stand in a text, and the piece of the text to show. Never changes a character of it.
// @ts-check

/** @typedef {{text: string, mark: boolean}} Part of a text, in order */

const LENGTH = 96;
const BEFORE = 24;
const MOST_PLACES = 40;
const LATIN = /[0-9a-z]/;
const SENTENCE_END = /[。！？；…”]/;
const ELLIPSIS = "…";

/**
 * @param {string} folded with every sign at its place
 * @param {string[]} words
 * @returns {{at: number, length: number, word: number}[]} in order; a Latin word only where it begins one
 */
export function placesOf(folded, words) {
  /** @type {{at: number, length: number, word: number}[]} */
  const places = [];
  words.forEach((word, number) => {
    let at = word ? folded.indexOf(word) : -1;
    for (let count = 0; at >= 0 && count < MOST_PLACES; count += 1) {
      const inside = LATIN.test(word[0]) && at > 0 && LATIN.test(folded[at - 1]);
      if (!inside) places.push({ at, length: word.length, word: number });
      at = folded.indexOf(word, at + 1);
    }
  });
  return places.sort((a, b) => a.at - b.at || b.length - a.length);
}

/**
 * @param {string} text
 * @param {string} folded the same with every sign at its place
 * @param {string[]} words folded
 * @returns {Part[]} together they are the text
 */
export function marked(text, folded, words) {
  /** @type {Part[]} */
  const parts = [];
  let end = 0;
  /** @param {number} from @param {number} to @param {boolean} mark */
  const add = (from, to, mark) => {
    if (to <= from) return;
    const last = parts[parts.length - 1];
    if (last && last.mark === mark) last.text += text.slice(from, to);
    else parts.push({ text: text.slice(from, to), mark });
  };
  for (const { at, length } of placesOf(folded, words)) {
    add(end, at, false);
    add(Math.max(end, at), at + length, true);
    end = Math.max(end, at + length);
  }
  add(end, text.length, false);
  return parts;
}

/** @param {string} text @param {number} at @returns {number} where the sentence begins, if that is near; never inside a character */
function beginning(text, at) {
  const earliest = Math.max(0, at - BEFORE);
  for (let i = at; i > earliest; i -= 1) if (SENTENCE_END.test(text[i - 1])) return i;
  return earliest && /[\udc00-\udfff]/.test(text[earliest]) ? earliest + 1 : earliest;
}

/**
 * @param {string} text
 * @param {string} folded the same with every sign at its place
 * @param {string[]} words folded
 * @returns {Part[]} about a hundred characters of it, those with the most of the words, with dots where it goes on
 */
export function snippet(text, folded, words) {
  const places = placesOf(folded, words);
  let best = { at: 0, worth: 0 };
  places.forEach(({ at }, i) => {
    const seen = new Map();
    for (let j = i; j < places.length && places[j].at + places[j].length <= at + LENGTH - BEFORE; j += 1) seen.set(places[j].word, places[j].length);
    const worth = [...seen.values()].reduce((sum, length) => sum + length, 0);
    if (worth > best.worth) best = { at, worth };
  });
  const start = text.length <= LENGTH ? 0 : beginning(text, best.at);
  let end = Math.min(text.length, start + LENGTH);
  if (/[\udc00-\udfff]/.test(text[end] || "")) end += 1;
  const parts = marked(text.slice(start, end), folded.slice(start, end), words);
  if (start > 0) parts.unshift({ text: ELLIPSIS, mark: false });
  if (end < text.length) parts.push({ text: ELLIPSIS, mark: false });
  return parts;
}
