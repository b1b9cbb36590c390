// How Han words are said and typed: the words of the site by their pinyin, their initials and their sounds.
// @ts-check

import { hasHan } from "./folding.js";

/** @typedef {{words: Record<string, string>, chars: string}} PinyinData word → its syllables; syllable and its characters, again and again */
/** @typedef {{word: string, syllables: string[], rank: number}} Spoken rank: 0 of the word list, a keyword; 1 a title; a part of one: 2 and 3 */

const MOST_SYLLABLES = 8;
const FEWEST_INITIALS = 3;
const PART = 2;

/** What many people do not tell apart, made equal in this order. */
const ALIKE = /** @type {[RegExp, string][]} */ ([
  [/^([zcs])h/, "$1"],
  [/^n(?=[aeiouv])/, "l"],
  [/ng$/, "n"],
  [/^([jqxy])v/, "$1u"],
  [/^([ln])v$/, "$1u"],
]);

/** @param {string} syllable @returns {string} */
export const alike = (syllable) => ALIKE.reduce((text, [from, to]) => text.replace(from, to), syllable);

/** The spoken words of a site. */
export class Pinyin {
  /** @param {PinyinData} data @param {Iterable<string>} titles folded, without spaces */
  constructor(data, titles) {
    /** @type {Map<string, string>} */
    this.sounds = new Map();
    for (const group of data.chars.split(" ")) {
      const syllable = (group.match(/^[a-z]+/) || [""])[0];
      for (const sign of group.slice(syllable.length)) if (!this.sounds.has(sign)) this.sounds.set(sign, syllable);
    }
    /** @type {Map<string, Spoken[]>} sound, letters or initials → words */
    this.bySound = new Map();
    this.byAlike = new Map();
    this.byInitials = new Map();
    for (const [word, syllables] of Object.entries(data.words)) this.take(word, syllables.split(" "), 0);
    for (const title of titles) this.take(title, this.syllablesOf(title), 1);
  }

  /** @param {string} text @returns {string[]} one for each character; what has no sound stands for itself */
  syllablesOf(text) {
    return Array.from(text, (sign) => this.sounds.get(sign) || sign);
  }

  /** @private @param {string} whole @param {string[]} all @param {number} rank */
  take(whole, all, rank) {
    const signs = Array.from(whole);
    if (signs.length !== all.length || !hasHan(whole)) return;
    for (let start = 0; start < all.length; start += 1) {
      for (let end = start + 2; end <= Math.min(all.length, start + MOST_SYLLABLES); end += 1) {
        const syllables = all.slice(start, end);
        if (!signs.slice(start, end).every(hasHan)) break;
        const isPart = end - start < all.length;
        const spoken = { word: signs.slice(start, end).join(""), syllables, rank: rank + (isPart ? PART : 0) };
        put(this.bySound, syllables.join(""), spoken);
        put(this.byAlike, syllables.map(alike).join(""), spoken);
        if (syllables.length >= FEWEST_INITIALS) put(this.byInitials, syllables.map((one) => one[0]).join(""), spoken);
      }
    }
  }

  /**
   * @param {string} letters as typed, without spaces
   * @returns {string[]} the words that are written so, the likeliest first; the beginning of the sound is enough
   */
  wordsOf(letters) {
    const typed = letters.replace(/ü/g, "v").replace(/u:/g, "v");
    const exact = best(this.bySound.get(typed));
    if (exact.length) return exact;
    const initials = typed.length >= FEWEST_INITIALS ? best(this.byInitials.get(typed)) : [];
    if (initials.length) return initials;
    const alikes = best(this.byAlike.get(typed)).concat(best(this.byAlike.get(typed.replace(/v/g, "u"))));
    return alikes.length || typed.length < 4 ? alikes : this.begunBy(typed);
  }

  /** @private @param {string} typed */
  begunBy(typed) {
    const found = [];
    for (const [sound, spoken] of this.bySound) if (sound.startsWith(typed)) found.push(...spoken.filter(({ rank }) => rank < PART));
    return best(found.sort((a, b) => a.word.length - b.word.length));
  }

  /**
   * @param {string} word Han
   * @returns {string[]} words that sound the same, or nearly
   */
  soundingLike(word) {
    const syllables = this.syllablesOf(word);
    const same = best(this.bySound.get(syllables.join(""))).filter((other) => other.length === word.length && other !== word);
    if (same.length) return same;
    return best(this.byAlike.get(syllables.map(alike).join(""))).filter((other) => other.length === word.length && other !== word);
  }
}

/** @param {Map<string, Spoken[]>} map @param {string} key @param {Spoken} spoken */
function put(map, key, spoken) {
  const known = map.get(key);
  if (known) known.push(spoken);
  else map.set(key, [spoken]);
}

/** @param {Spoken[]} [found] @returns {string[]} words of the best rank, each once */
function best(found = []) {
  const rank = Math.min(...found.map((one) => one.rank));
  return [...new Set(found.filter((one) => one.rank === rank).map(({ word }) => word))].slice(0, 6);
}
