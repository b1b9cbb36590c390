// Where the search gets its data: files below search/, asked for only when a search needs them. What did not come is
// asked for again the next time.
// @ts-check
import { SearchEngine } from "../core/search/engine.js";
import { askForHead } from "./search-door.js";

/** @typedef {import("./search-door.js").Context} Context */
/** @typedef {import("./search-door.js").Door} Door */

/** @param {Response} response */
function read(response) {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

export class SearchSource {
  /** @param {Door} door @param {Context} context */
  constructor(door, context) {
    this.door = door;
    this.context = context;
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

  /** The site may have been published anew since, and what the head names be gone. */
  renew() {
    this.opening = undefined;
  }

  /** @private */
  async open() {
    const { door, context } = this;
    const asked = await door.head;
    door.head = undefined;
    this.head = await read(asked || await askForHead(context));
    return new SearchEngine(this.head, async (/** @type {string} */ path) => read(await fetch(context.url(path))));
  }
}
