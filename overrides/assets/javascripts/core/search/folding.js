// How the search sees text: folded, cut into keys, each key in one of the index's shards. scripts/portal/model/folding.py
// says the same; tests/contracts/search.json holds both to it.
// @ts-check

const HAN = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff";
const IS_HAN = new RegExp(`[${HAN}]`);
const ONLY_HAN = new RegExp(`^[${HAN}]*$`);
const KEYS = new RegExp(`[0-9a-z]+|[${HAN}]+`, "g");
const NO_WORD = /[^\p{L}\p{N}]+/gu;
const SPACE_AFTER_HAN = new RegExp(`([${HAN}]) `, "g");
const SPACE_BEFORE_HAN = new RegExp(` ([${HAN}])`, "g");
/** From and to: where signs stand that folding may change besides traditional characters: capitals, full and half width, circled digits … */
const UNUSUAL = [
  [0x41, 0x5a], [0xaa, 0x1fff], [0x2070, 0x209c], [0x2100, 0x217f], [0x2460, 0x24ff], [0x2e80, 0x2fdf], [0x3000, 0x3000],
  [0x3130, 0x33ff], [0xf900, 0xfaff], [0xfe30, 0xffee],
];
const UNITS = 0x10000;

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** @param {string} text */
export const hasHan = (text) => IS_HAN.test(text);

/** @param {string} words @returns {string} with spaces only between Latin letters and digits */
export const closed = (words) => words.replace(SPACE_AFTER_HAN, "$1").replace(SPACE_BEFORE_HAN, "$1");

/** @param {string} text */
export const isLatin = (text) => /^[0-9a-z]+( [0-9a-z]+)*$/.test(text);

/**
 * @param {string} text folded
 * @returns {Map<string, number>} key → how often it stands there: two neighbouring Han characters, or a run of Latin letters and digits
 */
export function keysOf(text) {
  const found = new Map();
  /** @param {string} key */
  const count = (key) => found.set(key, (found.get(key) || 0) + 1);
  for (const [run] of text.matchAll(KEYS)) {
    if (!hasHan(run)) count(run);
    else for (let i = 0; i + 2 <= run.length; i += 1) count(run.slice(i, i + 2));
  }
  return found;
}

/** Before a key: it stands in a sentence that people ask, not on the page. Its shard is the key's. */
export const ASKED = "?";

/**
 * @param {string} key
 * @param {number} shards
 * @returns {number} FNV-1a (32 bits) of its UTF-8, modulo their number
 */
export function shardOf(key, shards) {
  let hash = BASIS;
  for (const byte of new TextEncoder().encode(key.replace(ASKED, ""))) hash = Math.imul(hash ^ byte, PRIME) >>> 0;
  return hash % shards;
}

/**
 * As `replace` with a long expression, which takes many times as long.
 * @param {string} text
 * @param {Uint8Array} which 1 for each sign to replace
 * @param {(sign: string) => string} by
 */
function replaced(text, which, by) {
  let found = "";
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (which[text.charCodeAt(i)]) {
      found += text.slice(from, i) + by(text[i]);
      from = i + 1;
    }
  }
  return from ? found + text.slice(from) : text;
}

/** Folding with the traditional characters that a site has told of. */
export class Folding {
  /** @param {string} pairs traditional and simplified character in turn */
  constructor(pairs) {
    const signs = Array.from(pairs);
    /** @type {Map<string, string>} */
    this.simplified = new Map();
    for (let i = 0; i + 1 < signs.length; i += 2) this.simplified.set(signs[i], signs[i + 1]);
    this.traditional = new Uint8Array(UNITS);
    for (const sign of this.simplified.keys()) if (sign.length === 1) this.traditional[sign.charCodeAt(0)] = 1;
    this.changing = this.traditional.slice();
    for (const [from, to] of UNUSUAL) this.changing.fill(1, from, to + 1);
  }

  /**
   * @param {string} text
   * @returns {string} NFKC, lower case, simplified
   */
  fold(text) {
    const usual = ONLY_HAN.test(text) ? text : text.normalize("NFKC").toLowerCase();
    return replaced(usual, this.traditional, (sign) => this.simplified.get(sign) || sign);
  }

  /**
   * As `fold`, but every sign stays at its place (one that would become longer or shorter stays as it is).
   * @param {string} text
   */
  foldInPlace(text) {
    return replaced(text, this.changing, (sign) => {
      const folded = this.fold(sign);
      return folded.length === sign.length ? folded : sign;
    });
  }

  /**
   * Words with one space wherever something else stood between them.
   * @param {string} text
   */
  words(text) {
    const folded = this.fold(text);
    return ONLY_HAN.test(folded) ? folded : folded.replace(NO_WORD, " ").trim();
  }

  /**
   * What two texts are compared by: `words`, closed.
   * @param {string} text
   */
  plain(text) {
    const words = this.words(text);
    return words.includes(" ") ? closed(words) : words;
  }
}
