// What a formal assessment leaves in the browser beside its drafts: the paper while it is being answered, so that a dead
// battery does not cost it, and the sealed answers until they are erased. Knows no keys and opens nothing.
// @ts-check
import { isInstant } from "../core/instant.js";
import { itemKey } from "../core/keys.js";
import { isMap, isText } from "../core/items.js";
import { readPaperText } from "../core/paper.js";
import { canonical } from "../core/text-order.js";

/** @typedef {import("../core/paper.js").Paper} Paper */
/** @typedef {{paper: string, digest: string, title: string, number: string, name: string, at: string, code: string}} HandedIn code: the sealed answers as text */

const PAPER = "paper";
const HANDED = "handed";
const CODE = /^XYA1\.[A-Za-z0-9_-]+\.[0-9a-z]{7}$/;
/** A paper with many pictures would leave no room for answers; its file can be opened again. */
const MOST_KEPT = 1500000;

/** @param {any} item @returns {item is HandedIn} */
function isHandedIn(item) {
  const texts = ["paper", "digest", "title", "number", "name"];
  return isMap(item) && texts.every((name) => isText(item[name], 200)) && isInstant(item.at) && CODE.test(item.code);
}

export class PaperDesk {
  /** @param {import("./learner-store.js").LearnerStore} store */
  constructor(store) {
    this.store = store;
  }

  /** @private @param {string} kind @param {string} id */
  key(kind, id) {
    return itemKey(this.store.profile, kind, id);
  }

  /** @param {string} sitting @param {Paper} paper @returns {boolean} whether the browser kept it */
  keepPaper(sitting, paper) {
    const { local } = this.store;
    const [key, text] = [this.key(PAPER, sitting), canonical(paper)];
    if (text.length <= MOST_KEPT && local.set(key, text)) return true;
    // Else it would be tried again with every answer.
    local.remove(key);
    return false;
  }

  /** @param {string} sitting @returns {Paper | null} */
  paper(sitting) {
    const text = this.store.local.get(this.key(PAPER, sitting));
    return (text !== null && readPaperText(text).paper) || null;
  }

  /** @param {string} sitting */
  forgetPaper(sitting) {
    this.store.local.remove(this.key(PAPER, sitting));
  }

  /** @param {string[]} sittings those that are open */
  forgetPapersBut(sittings) {
    const wanted = sittings.map((sitting) => this.key(PAPER, sitting));
    const prefix = this.key(PAPER, "");
    const all = this.store.local.keys().filter((key) => key.startsWith(prefix));
    all.filter((key) => !wanted.includes(key)).forEach((key) => this.store.local.remove(key));
  }

  /** @param {string} sitting @returns {HandedIn | null} */
  handedIn(sitting) {
    try {
      const item = JSON.parse(this.store.local.get(this.key(HANDED, sitting)) || "null");
      return isHandedIn(item) ? item : null;
    } catch (error) {
      return null;
    }
  }

  /** @returns {{sitting: string, item: HandedIn}[]} the newest first */
  allHandedIn() {
    const prefix = this.key(HANDED, "");
    const found = this.store.local.keys().filter((key) => key.startsWith(prefix)).flatMap((key) => {
      const sitting = key.slice(prefix.length);
      const item = this.handedIn(sitting);
      return item ? [{ sitting, item }] : [];
    });
    return found.sort((a, b) => (a.item.at < b.item.at ? 1 : -1));
  }

  /**
   * Where there is no room the paper makes some: it is not needed any more.
   * @param {string} sitting
   * @param {HandedIn} item
   * @returns {boolean} whether the browser kept it
   */
  keepHandedIn(sitting, item) {
    const { local } = this.store;
    const [key, text] = [this.key(HANDED, sitting), canonical(item)];
    const isKept = local.set(key, text);
    this.forgetPaper(sitting);
    return isKept || local.set(key, text);
  }

  /** @param {string} sitting */
  erase(sitting) {
    this.store.local.remove(this.key(HANDED, sitting));
  }
}
