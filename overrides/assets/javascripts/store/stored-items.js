// Reads the items of one profile, each under its id of today, whatever id it was stored under.
// A broken entry is set aside and its neighbours stay untouched.
// @ts-check
import { BROKEN_PREFIX, itemKey, parseKey } from "../core/keys.js";
import { KINDS, parseItem } from "../core/kinds.js";
import { idsOf, itemToday, recordToday } from "../core/moves.js";
import { emptyRecord } from "../core/record.js";
import { lookUp } from "../core/text-order.js";
import { openAttempts } from "./sitting-drafts.js";

/** @typedef {import("../core/keys.js").Kind} Kind */
/** @typedef {import("../core/record.js").PortalRecord} PortalRecord */

export class StoredItems {
  /**
   * @param {import("../storage.js").Shelf} local
   * @param {string} profile
   * @param {import("../core/moves.js").Moved} moved
   */
  constructor(local, profile, moved) {
    this.local = local;
    this.profile = profile;
    this.moved = moved;
  }

  /** @param {string} kind @param {string} id @returns {string[]} the keys under which it may stand, today's first */
  keysOf(kind, id) {
    return idsOf(this.moved, kind, id).map((one) => itemKey(this.profile, kind, one));
  }

  /** @param {Kind} kind @param {string} id @returns {any} the item, or null */
  read(kind, id) {
    return this.readAll(kind, idsOf(this.moved, kind, id));
  }

  /** @param {Kind} kind @param {string} id @returns {any} the item as it stands under ids of before, or null */
  readFormer(kind, id) {
    return this.readAll(kind, idsOf(this.moved, kind, id).slice(1));
  }

  /** @private @param {Kind} kind @param {string[]} ids */
  readAll(kind, ids) {
    const items = ids.map((id) => this.readOne(kind, id)).filter(Boolean).map((item) => itemToday(this.moved, kind, item));
    return items.length > 0 ? items.reduce((a, b) => KINDS[kind].merge(a, b)) : null;
  }

  /** @private @param {Kind} kind @param {string} id */
  readOne(kind, id) {
    const key = itemKey(this.profile, kind, id);
    const text = this.local.get(key);
    if (text === null) return null;
    const item = parseItem(kind, id, text);
    if (item === null) this.setAside(key, text);
    return item;
  }

  /** @param {string} key @param {string} text */
  setAside(key, text) {
    let place = BROKEN_PREFIX + key;
    while (![null, text].includes(this.local.get(place))) place += "~";
    // Where not even the copy can be written, the broken entry is the only one there is.
    if (this.local.set(place, text)) this.local.remove(key);
  }

  /** @returns {PortalRecord} everything of the profile, without the head of an export */
  record() {
    const record = emptyRecord();
    for (const key of this.local.keys()) {
      const { profile, kind, id } = parseKey(key) || { profile: "", kind: "", id: "" };
      if (profile === this.profile && lookUp(KINDS, kind)) {
        const item = this.readOne(/** @type {Kind} */ (kind), id);
        if (item && kind === "answer") record.answers[id] = item;
        else if (item && kind === "unit") record.units[id] = item;
        else if (item && kind === "favourite") record.favourites = { ...record.favourites, [id]: item };
        else if (item) (kind === "attempt" ? record.attempts : record.lessons).push(item);
      }
    }
    record.attempts.push(...openAttempts(this.local, this.profile));
    return recordToday(this.moved, record);
  }
}
