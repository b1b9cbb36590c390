// Several people on one staff-room computer: who they are, and whose turn it is in this tab.
// Touches no answers, except to remove all of a profile on request.
// @ts-check
import {
  ACTIVE, TAB_PROFILE, isOfProfile, isProfileId, parseKey,
} from "../core/keys.js";
import { PROFILE_PREFIX } from "../core/profile-key.js";
import { tidyText } from "../core/items.js";
import { UndoBox } from "./undo-box.js";

/** @typedef {{id: string, name: string, created: string}} Profile */
/** @typedef {import("../storage.js").Shelf} Shelf */

const FIRST = "first";
const NAME_LENGTH = 20;
const DELETED = "deleted-profile";

/** @param {string} name */
const tidyName = (name) => tidyText(name.trim(), NAME_LENGTH);

export class Profiles {
  /** @param {{local: Shelf, session: Shelf}} shelves @param {() => string} now the present instant */
  constructor({ local, session }, now) {
    this.local = local;
    this.session = session;
    this.now = now;
    /** The profile of this tab; another tab may have another. */
    this.current = this.choose();
    this.session.set(TAB_PROFILE, this.current);
  }

  /** @private */
  choose() {
    const ids = this.ids();
    const wanted = [this.session.get(TAB_PROFILE), this.local.get(ACTIVE)].find((id) => id && ids.includes(id));
    if (ids.length === 0) this.save(FIRST, "我", this.now());
    if (!wanted) this.local.set(ACTIVE, ids[0] || FIRST);
    return wanted || ids[0] || FIRST;
  }

  /**
   * Profiles whose own entry was lost are found by their items: nobody's answers may become unreachable.
   * @private
   */
  ids() {
    const ids = this.local.keys().map((key) => {
      if (key.startsWith(PROFILE_PREFIX)) return key.slice(PROFILE_PREFIX.length);
      const item = parseKey(key);
      return item ? item.profile : "";
    });
    return Array.from(new Set(ids.filter(isProfileId)));
  }

  /** @private @param {string} id @returns {Profile} */
  read(id) {
    try {
      const { name, created } = JSON.parse(this.local.get(PROFILE_PREFIX + id) || "");
      return { id, name: tidyName(String(name)) || id, created: String(created || "") };
    } catch (error) {
      return { id, name: id === FIRST ? "我" : `档案 ${id}`, created: "" };
    }
  }

  /** @returns {Profile[]} oldest first */
  list() {
    return this.ids().map((id) => this.read(id)).sort((a, b) => (a.created + a.id < b.created + b.id ? -1 : 1));
  }

  /** The profile of this tab. */
  mine() {
    return this.read(this.current);
  }

  /** @param {string} name @returns {string} the new id */
  add(name) {
    // crypto.randomUUID is missing on plain http, where many schools run the site.
    const random = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0"));
    const id = `p-${random.join("")}`;
    this.save(id, name, this.now());
    return id;
  }

  /** @param {string} id @param {string} name */
  rename(id, name) {
    this.save(id, name, this.read(id).created || this.now());
  }

  /** @private @param {string} id @param {string} name @param {string} created */
  save(id, name, created) {
    this.local.set(PROFILE_PREFIX + id, JSON.stringify({ name: tidyName(name) || "未命名", created }));
  }

  /**
   * Takes effect in this tab with the next load of a page.
   * @param {string} id
   */
  switchTo(id) {
    this.local.set(ACTIVE, id);
    this.session.set(TAB_PROFILE, id);
  }

  /** Whether this tab was given to another profile while the page slept. */
  isReplaced() {
    const now = this.session.get(TAB_PROFILE);
    return now !== null && now !== this.current;
  }

  /** What other tabs were last switched to, if it is not this tab's. */
  switchedElsewhere() {
    const active = this.local.get(ACTIVE);
    return active && active !== this.current && this.ids().includes(active) ? this.read(active) : null;
  }

  /**
   * Removes a profile with all that belongs to it; undoRemove brings it back while the tab lives.
   * @param {string} id not the current one
   */
  remove(id) {
    const keys = [PROFILE_PREFIX + id, ...this.local.keys().filter((key) => isOfProfile(key, id))];
    this.removals().around(DELETED, keys, () => keys.forEach((key) => this.local.remove(key)));
    if (this.local.get(ACTIVE) === id) this.local.set(ACTIVE, this.current);
  }

  canUndoRemove() {
    return this.removals().has(DELETED);
  }

  undoRemove() {
    this.removals().undo(DELETED);
  }

  /** @private */
  removals() {
    return new UndoBox(this.local, this.session, this.current);
  }
}
