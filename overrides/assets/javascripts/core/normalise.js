// What a typed answer is reduced to before it is compared. The same steps stand in scripts/portal/model/normaliser.py;
// tests/contracts/normalise.json holds both to it. Knows no synonyms: those are listed in the bank.
// @ts-check

const INVISIBLE = /[\p{White_Space}\p{Cc}\p{Cf}\uFE00-\uFE0F]/gu;

/** What many keyboards give for one meaning, and the one sign kept for it. */
const FOLDS = [
  [".", "。．"],
  [",", "、，"],
  ['"', "“”„‟«»「」『』〝〞"],
  ["'", "‘’‚‛`´"],
  ["-", "‐‑‒–—―−﹣－～〜~"],
  ["<", "《〈"],
  [">", "》〉"],
  ["[", "【〔"],
  ["]", "】〕"],
  [":", "："],
  [";", "；"],
  ["!", "！"],
  ["?", "？"],
  ["(", "（"],
  [")", "）"],
  ["\u00b7", "\u00b7•・"],
];

const FOLDED = new Map(FOLDS.flatMap(([to, from]) => Array.from(from, (sign) => /** @type {const} */ ([sign, to]))));

const EDGE = new Set(".,;:!?\"'<>()[]{}");

/** @param {string} text */
function fold(text) {
  return Array.from(text, (sign) => FOLDED.get(sign) || sign).join("");
}

/**
 * Takes punctuation from both ends, unless the answer is nothing but punctuation.
 * @param {string} text
 */
function strip(text) {
  let start = 0;
  let end = text.length;
  while (start < end && EDGE.has(text[start])) start += 1;
  while (end > start && EDGE.has(text[end - 1])) end -= 1;
  return start < end ? text.slice(start, end) : text;
}

/** @param {string} text */
function pass(text) {
  return strip(fold(text.normalize("NFKC").toLowerCase().replace(INVISIBLE, "")));
}

/**
 * One step can open work for an earlier one (a taken space lets an accent join its letter), so it runs until it rests.
 * @param {string} text
 * @returns {string}
 */
export function normalise(text) {
  let before = text;
  let after = pass(before);
  while (after !== before) {
    before = after;
    after = pass(before);
  }
  return after;
}
