// Where the search gets its data: files below search/, asked for only when a search needs them. What did not come is
// asked for again the next time.
// @ts-check
import { SearchEngine } from "../core/search/engine.js";

/** @typedef {import("./search-door.js").Context} Context */

export class SearchSource {
  /** @param {Context} context */
  constructor({ url }) {
    this.url = url;
    /** @type {Promise<any> | undefined} */
    this.opening = undefined;
    /** @type {any} the pages and the words, once they are known */
    this.head = null;
  }

  /** @returns {Promise<SearchEngine>} */
  ready() {
    this.opening = this.opening || this.open().catch((error) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  /** @private */
  async open() {
    // Its name stays the same from build to build, so the browser has to ask whether it has changed.
    this.head = await this.fetch("search/head.json", { cache: "no-cache" });
    return new SearchEngine(this.head, (/** @type {string} */ path) => this.fetch(path));
  }

  /** @private @param {string} path @param {RequestInit} [options] */
  async fetch(path, options) {
    const response = await fetch(this.url(path), options);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }
}
