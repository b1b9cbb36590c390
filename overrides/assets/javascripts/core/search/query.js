// What a query asks for: values of facets, words with what means the same, and the phrases as they were typed.
// @ts-check

import { closed, hasHan } from "./folding.js";
import { weightOf } from "./lexicon.js";

/** @typedef {import("./pages.js").Site} Site */
/** @typedef {import("./lexicon.js").Piece} Piece */
/**
 * @typedef {object} Concept one thing that pages are looked for by
 * @property {string} word as typed, folded
 * @property {Map<string, number>} forms what may stand for it on a page → how well it does, up to 1
 * @property {boolean} known of the word list, a keyword or a title
 * @property {number} weight how much it says
 */
/**
 * @typedef {object} Phrase
 * @property {string} text
 * @property {number} share of what the query says besides facets and words of questions
 * @property {boolean} isWord a single known word, which is looked for as such anyway
 */
/**
 * @typedef {object} Query
 * @property {string} text folded words
 * @property {Concept[]} concepts
 * @property {Map<string, string[]>} facets facet → wanted values
 * @property {Phrase[]} phrases as they were typed, the longest first
 * @property {Piece[]} pieces
 */

const LONGEST = 100;
const MOST_CONCEPTS = 12;

/** How well another word of the same group stands for the one that was typed. */
const SYNONYM = 0.7;
/** The same where one holds the other (学会拒绝, 拒绝). */
const NEAR_SYNONYM = 0.9;
/** How much the name of a kind of pages (教案) says besides; and a lone character beside words. */
const KIND_NAME = 0.5;
const LONE = 0.1;
/** What nobody knows says less beside words of the list: mostly it is what stands around them in a sentence. */
const UNKNOWN = 0.6;

/** @param {string} typed @param {Site} site */
export function tidy(typed, { folding }) {
  const cut = Array.from(typed).slice(0, LONGEST).join("");
  return folding.words(cut).replace(/(\d) (?=[年月级])/g, "$1").slice(0, LONGEST).trim();
}

/** @param {string} run @param {Set<string>} particles */
function trimmed(run, particles) {
  let [start, end] = [0, run.length];
  while (start < end && particles.has(run[start])) start += 1;
  while (end > start && particles.has(run[end - 1])) end -= 1;
  return run.slice(start, end);
}

/**
 * @param {Site} site
 * @param {string} word
 * @param {Partial<Concept>} [more]
 * @returns {Concept}
 */
export function conceptOf({ lexicon }, word, more = {}) {
  /** @type {Map<string, number>} */
  const forms = new Map([[closed(word), 1]]);
  for (const other of lexicon.synonymsOf(word)) {
    const isNear = word.includes(other) || other.includes(word);
    if (!forms.has(closed(other))) forms.set(closed(other), isNear ? NEAR_SYNONYM : SYNONYM);
  }
  const entry = lexicon.entries.get(word);
  return { word: closed(word), forms, known: Boolean(entry), weight: weightOf(entry), ...more };
}

/** @param {Site} site @param {Piece} piece @returns {Concept | null} */
function conceptOfPiece(site, { text, entry }) {
  if (entry && entry.stop) return null;
  if (entry && entry.alias) {
    if (entry.alias.facet === "area") return conceptOf(site, text);
    return entry.alias.facet === "kind" ? conceptOf(site, text, { weight: KIND_NAME }) : null;
  }
  if (entry) return conceptOf(site, entry.word);
  const run = trimmed(text, site.lexicon.particles);
  return run ? conceptOf(site, run) : null;
}

/**
 * @param {Site} site
 * @param {Concept[]} concepts
 * @param {string} text
 * @param {boolean} hasFacets
 * @returns {Concept[]} a lone character says little beside words, and nothing beside a facet (3月份 leaves 份)
 */
function telling(site, concepts, text, hasFacets) {
  const isLone = (/** @type {Concept} */ { word, known }) => !known && word.length === 1 && hasHan(word);
  const words = concepts.filter((one) => !isLone(one));
  if (!words.length && !hasFacets) return text ? [conceptOf(site, text)] : [];
  const hasTopic = words.some(({ known, weight }) => known && weight === 1);
  return (hasFacets ? words : concepts).map((one) => ({ ...one, weight: isLone(one) ? LONE : hasTopic && !one.known ? UNKNOWN : one.weight }));
}

/** @param {Piece[]} pieces @returns {Map<string, string[]>} */
function facetsOf(pieces) {
  /** @type {Map<string, string[]>} */
  const facets = new Map();
  for (const { entry } of pieces) {
    if (!entry || !entry.alias) continue;
    const { facet, values } = entry.alias;
    facets.set(facet, [...new Set([...(facets.get(facet) || []), ...values])]);
  }
  return facets;
}

/** @param {Piece[]} pieces @returns {Piece[][]} what stands between facets and words of questions and is not general */
function stretchesOf(pieces) {
  /** @type {Piece[][]} */
  const stretches = [[]];
  for (const piece of pieces) {
    if (piece.entry && (piece.entry.stop || piece.entry.alias)) stretches.push([]);
    else stretches[stretches.length - 1].push(piece);
  }
  return stretches.filter((stretch) => stretch.some(({ entry }) => !entry || !entry.general));
}

/** @param {string} text @param {Piece[]} pieces @returns {Phrase[]} the whole, and its stretches */
function phrasesOf(text, pieces) {
  const stretches = stretchesOf(pieces).map((stretch) => closed(stretch.map((piece) => piece.text).join(" ")));
  const total = stretches.reduce((sum, stretch) => sum + stretch.length, 0);
  const shares = new Map(stretches.map((stretch) => [stretch, stretch.length / total]));
  if (text) shares.set(closed(text), 1);
  const words = new Set(pieces.filter(({ entry }) => entry).map((piece) => closed(piece.text)));
  const phrases = [...shares].map(([phrase, share]) => ({ text: phrase, share, isWord: words.has(phrase) }));
  return phrases.filter((phrase) => phrase.text.length > 1).sort((a, b) => b.text.length - a.text.length);
}

/**
 * @param {Site} site
 * @param {Piece[]} pieces
 * @returns {Piece[]} words that somebody set apart (时间 管理) are joined where they are one known word
 */
function joined({ lexicon }, pieces) {
  /** @type {Piece[]} */
  const found = [];
  for (const piece of pieces) {
    const last = found[found.length - 1];
    const isApart = last && last.at + last.text.length + 1 === piece.at && hasHan(last.text) && hasHan(piece.text);
    const entry = isApart && !(last.entry && last.entry.alias) ? lexicon.entries.get(last.text + piece.text) : null;
    if (entry && !entry.alias) found[found.length - 1] = { text: entry.word, at: last.at + 1, entry };
    else found.push(piece);
  }
  return found;
}

/**
 * @param {Site} site
 * @param {string} typed
 * @returns {Query}
 */
export function analyse(site, typed) {
  const text = tidy(typed, site);
  const pieces = joined(site, site.lexicon.cut(text));
  const facets = facetsOf(pieces);
  const all = pieces.map((piece) => conceptOfPiece(site, piece)).filter((one) => one !== null);
  const hasFacets = [...facets.keys()].some((facet) => facet !== "kind");
  const said = telling(site, /** @type {Concept[]} */ (all), text, hasFacets);
  const concepts = new Map(said.map((one) => [one.word, one]));
  return { text, concepts: [...concepts.values()].slice(0, MOST_CONCEPTS), facets, phrases: phrasesOf(text, pieces), pieces };
}
