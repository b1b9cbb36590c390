// Keeps what a change took away or wrote over, so that 撤销 works, also after a reload of the tab.
// Undoing never costs newer work: an item that was changed since is merged, not replaced.
// @ts-check
import { undoKey } from "../core/keys.js";
import { mergeTexts } from "../core/kinds.js";

/** @typedef {import("../storage.js").Shelf} Shelf */
/** @typedef {Record<string, [string | null, string | null]>} Changes for each key the text before and after */

export class UndoBox {
  /** @param {Shelf} local @param {Shelf} session @param {string} profile */
  constructor(local, session, profile) {
    this.local = local;
    this.session = session;
    this.profile = profile;
  }

  /**
   * Runs a change and remembers what it did to the given keys.
   * @param {string} label
   * @param {string[]} keys
   * @param {() => void} change
   */
  around(label, keys, change) {
    const before = keys.map((key) => this.local.get(key));
    change();
    const changes = Object.fromEntries(keys.map((key, i) => [key, [before[i], this.local.get(key)]]));
    this.session.set(undoKey(this.profile, label), JSON.stringify(changes));
  }

  /** @param {string} label */
  has(label) {
    return this.session.get(undoKey(this.profile, label)) !== null;
  }

  /** @param {string} label @returns {string[]} the keys concerned */
  undo(label) {
    const changes = this.take(label);
    Object.keys(changes).forEach((key) => this.undoKey(key, ...changes[key]));
    return Object.keys(changes);
  }

  /**
   * What a change did, for those who undo it in their own way. It is forgotten here.
   * @param {string} label
   */
  take(label) {
    const changes = this.changes(label);
    this.session.remove(undoKey(this.profile, label));
    return changes;
  }

  /** @private @param {string} label @returns {Changes} */
  changes(label) {
    try {
      return JSON.parse(this.session.get(undoKey(this.profile, label)) || "{}");
    } catch (error) {
      return {};
    }
  }

  /** @private @param {string} key @param {string | null} before @param {string | null} after */
  undoKey(key, before, after) {
    const now = this.local.get(key);
    if (now === before) return;
    if (now === after && before === null) this.local.remove(key);
    else if (now === after) this.local.set(key, String(before));
    else if (before !== null) this.local.set(key, now === null ? before : mergeTexts(key, before, now));
  }
}
