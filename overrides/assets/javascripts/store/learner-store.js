// All that one learner did, item by item. Every write reads what is stored, merges, then writes,
// so two tabs never lose each other's work; a broken entry is set aside and its neighbours stay untouched.
// @ts-check
import { instantAfter, toInstant } from "../core/instant.js";
import { BROKEN_PREFIX, isOfProfile, itemKey, parseKey } from "../core/keys.js";
import { KINDS, mergeTexts } from "../core/kinds.js";
import { idToday } from "../core/moves.js";
import { canonical } from "../core/text-order.js";
import { Facts } from "./facts.js";
import { StoredItems } from "./stored-items.js";
import { UndoBox } from "./undo-box.js";

/** @typedef {import("../core/items.js").Answer} Answer */
/** @typedef {import("../core/items.js").Study} Study */
/** @typedef {import("../core/record.js").PortalRecord} PortalRecord */
/** @typedef {import("../storage.js").Shelf} Shelf */
/** @typedef {{kind: string, id: string} | null} Change null: anything may have changed */

const MOST_TRIES = 1e6;
const MOST_SECONDS = 1e9;

export class LearnerStore {
  /**
   * @param {{local: Shelf, session: Shelf}} shelves
   * @param {string} profile
   * @param {() => number} clock milliseconds
   * @param {import("../core/moves.js").Moved} [moved] units and lessons that had another id
   */
  constructor({ local, session }, profile, clock, moved = {}) {
    this.local = local;
    this.profile = profile;
    this.clock = clock;
    /** What is known of the learner beside the items of the record. */
    this.facts = new Facts(local, profile, moved);
    this.items = new StoredItems(local, profile, moved);
    this.moved = moved;
    this.undoBox = new UndoBox(local, session, profile);
    /** @type {Set<(change: Change) => void>} */
    this.listeners = new Set();
  }

  /**
   * @param {(change: Change) => void} listener
   * @returns {() => void} ends the subscription
   */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @private @param {Change} change */
  notify(change) {
    this.listeners.forEach((listener) => listener(change));
  }

  /**
   * Told by portal.js when another tab has written.
   * @param {string | null} key
   */
  noticeOtherTab(key) {
    const item = key === null ? null : parseKey(key);
    if (key === null) this.notify(null);
    else if (item && item.profile === this.profile) this.notify({ kind: item.kind, id: idToday(this.moved, item.kind, item.id) });
  }

  /**
   * @param {import("../core/keys.js").Kind} kind
   * @param {string} id
   * @returns {any} the item, or null
   */
  read(kind, id) {
    return this.items.read(kind, id);
  }

  /**
   * @param {import("../core/keys.js").Kind} kind
   * @param {string} id
   * @param {any} item
   */
  write(kind, id, item) {
    this.put(kind, id, item);
    this.notify({ kind, id });
  }

  /** @private @param {import("../core/keys.js").Kind} kind @param {string} id @param {any} item */
  put(kind, id, item) {
    const key = itemKey(this.profile, kind, id);
    const stored = this.read(kind, id);
    const text = canonical(stored ? KINDS[kind].merge(stored, item) : item);
    if (text !== this.local.get(key)) {
      if (kind === "answer") this.facts.forgetSeen(id);
      if (this.local.set(key, text)) this.retryRefused();
    }
  }

  /** Keeps a text that is no item of the record yet. @param {string} key @param {string} text */
  keep(key, text) {
    if (this.local.set(key, text)) this.retryRefused();
  }

  /**
   * A write has just succeeded, so those that the browser refused before may now be kept too.
   * @private
   */
  retryRefused() {
    for (const [key, text] of Array.from(this.local.pending)) {
      const stored = this.local.stored(key);
      if (text !== null) this.local.set(key, stored === null ? text : mergeTexts(key, stored, text));
    }
  }

  /** @param {string} question @returns {Answer | null} */
  answer(question) {
    return this.read("answer", question);
  }

  /** @param {string} question @param {string[]} value */
  recordAnswer(question, value) {
    const before = this.answer(question);
    const given = { value, at: instantAfter(before ? before.latest.at : undefined, this.clock()) };
    const tries = Math.min((before ? before.tries : 0) + 1, MOST_TRIES);
    this.write("answer", question, { first: before ? before.first : given, latest: given, tries });
  }

  /** @param {string} question */
  isFavourite(question) {
    const favourite = this.read("favourite", question);
    return Boolean(favourite && favourite.on);
  }

  /** @param {string} question @param {boolean} on */
  setFavourite(question, on) {
    const before = this.read("favourite", question);
    this.write("favourite", question, { on, at: instantAfter(before ? before.at : undefined, this.clock()) });
  }

  /** @param {string} unit @returns {Study | null} */
  study(unit) {
    return this.read("unit", unit);
  }

  /** @private @returns {string} */
  now() {
    return toInstant(this.clock());
  }

  /** @param {string} unit */
  openUnit(unit) {
    if (!this.study(unit)) this.write("unit", unit, { opened: this.now(), seconds: 0 });
  }

  /** @param {string} unit @param {number} seconds */
  addSeconds(unit, seconds) {
    const before = this.study(unit) || { opened: this.now(), seconds: 0 };
    const total = Math.min(before.seconds + Math.round(seconds), MOST_SECONDS);
    this.write("unit", unit, { ...before, seconds: total });
  }

  /** @param {string} unit @param {number} revision */
  finishUnit(unit, revision) {
    const before = this.study(unit) || { opened: this.now(), seconds: 0 };
    this.write("unit", unit, { ...before, finished: instantAfter(before.finished, this.clock()), revision });
  }

  /** @returns {PortalRecord} everything of this profile, without the head of an export */
  record() {
    return this.items.record();
  }

  /**
   * Merges a record into this profile, so that undo("import") can take it back.
   * @param {PortalRecord} record validated
   */
  importRecord(record) {
    const items = Object.keys(KINDS).flatMap((kind) =>
      KINDS[kind].entries(record).map(([id, item]) => ({ kind: /** @type {any} */ (kind), id, item })));
    const keys = items.map(({ kind, id }) => itemKey(this.profile, kind, id));
    this.undoBox.around("import", keys, () => items.forEach(({ kind, id, item }) => this.put(kind, id, item)));
    this.notify(null);
  }

  /**
   * @param {string} label for undo: "question:<id>" or "page:<unit>"
   * @param {string[]} questions
   */
  clearAnswers(label, questions) {
    questions.forEach((id) => this.facts.forgetSeen(id));
    this.removeKeys(label, questions.flatMap((id) => this.items.keysOf("answer", id)));
  }

  /** Removes all of this profile; undo("everything") brings it back while the tab lives. */
  eraseEverything() {
    this.removeKeys("everything", this.local.keys().filter((key) => isOfProfile(key, this.profile)));
  }

  /** @private @param {string} label @param {string[]} keys */
  removeKeys(label, keys) {
    const present = keys.filter((key) => this.local.get(key) !== null);
    this.undoBox.around(label, present, () => present.forEach((key) => this.local.remove(key)));
    this.notify(null);
  }

  /** @param {string} label */
  canUndo(label) {
    return this.undoBox.has(label);
  }

  /** @param {string} label */
  undo(label) {
    const items = this.undoBox.undo(label).map(parseKey);
    items.forEach((item) => item && item.kind === "answer" && this.facts.forgetSeen(item.id));
    this.notify(null);
  }

  /** @returns {Record<string, string>} entries of any profile that could not be read, by their key */
  brokenEntries() {
    const keys = this.local.keys().filter((key) => key.startsWith(BROKEN_PREFIX));
    return Object.fromEntries(keys.map((key) => [key.slice(BROKEN_PREFIX.length), this.local.get(key) || ""]));
  }

  /** @param {number} count how many answers the export held */
  noteBackup(count) {
    this.facts.saveBackup({ at: this.now(), count });
    this.notify({ kind: "backup", id: "" });
  }
}
