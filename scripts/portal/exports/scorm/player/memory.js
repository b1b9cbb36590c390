// A storage that lasts as long as the page: in a package, the learning platform keeps the answers, not the browser.
// So one person's answers never show up for the next one at the same computer.
// @ts-check

/** @implements {Storage} */
export class Memory {
  constructor() {
    /** @type {Map<string, string>} */
    this.texts = new Map();
  }

  get length() {
    return this.texts.size;
  }

  /** @param {number} place */
  key(place) {
    return Array.from(this.texts.keys())[place] || null;
  }

  /** @param {string} key */
  getItem(key) {
    const text = this.texts.get(key);
    return text === undefined ? null : text;
  }

  /** @param {string} key @param {string} text */
  setItem(key, text) {
    this.texts.set(key, text);
  }

  /** @param {string} key */
  removeItem(key) {
    this.texts.delete(key);
  }

  clear() {
    this.texts.clear();
  }
}
