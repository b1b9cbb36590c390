// The learning platform around the page: finds its API, reads and writes by name. Never throws.
// What the names are in SCORM 1.2 and 2004 stands in vocabulary.js.
// @ts-check

/** @typedef {import("./vocabulary.js").Vocabulary} Vocabulary */

const MOST_FRAMES = 20;
const DONE = "true";

/**
 * @param {Window | null} from
 * @param {string} name
 */
function inFramesAround(from, name) {
  let place = from;
  for (let frames = 0; place && frames < MOST_FRAMES; frames += 1) {
    try {
      const api = /** @type {any} */ (place)[name];
      if (api) return api;
    } catch (error) {
      // A frame of another host: the platform may still be around it.
    }
    place = place.parent === place ? null : place.parent;
  }
  return null;
}

/**
 * @param {Window} page
 * @param {string} name
 * @returns {any} the platform's object, or null
 */
export function findApi(page, name) {
  const around = page.parent === page ? null : page.parent;
  return inFramesAround(around, name) || inFramesAround(page.opener, name) || inFramesAround(page.top && page.top.opener, name);
}

export class Platform {
  /** @param {any} api @param {Vocabulary} words */
  constructor(api, words) {
    this.api = api;
    this.words = words;
    /** Whether it has refused something since it last saved. */
    this.isInTrouble = false;
    this.isOpen = this.call(words.calls.start, "") === DONE;
  }

  /** @private @param {string} name @param {...string} values @returns {string} */
  call(name, ...values) {
    try {
      return String(this.api[name](...values));
    } catch (error) {
      return "";
    }
  }

  /** @param {string} name @returns {string} "" for what the platform does not know */
  read(name) {
    const text = this.call(this.words.calls.read, name);
    return text === "undefined" || text === "null" ? "" : text;
  }

  /** What a platform may well not offer, such as interactions. @param {string} name @param {string} text */
  offer(name, text) {
    return this.call(this.words.calls.write, name, text) === DONE;
  }

  /** What it has to take. @param {string} name @param {string} text */
  write(name, text) {
    if (!this.offer(name, text)) this.isInTrouble = true;
  }

  /** @returns {boolean} whether all that was written is kept now */
  save() {
    const isSaved = this.call(this.words.calls.save, "") === DONE && !this.isInTrouble;
    this.isInTrouble = false;
    return isSaved;
  }

  end() {
    if (this.isOpen) this.call(this.words.calls.end, "");
    this.isOpen = false;
  }
}
