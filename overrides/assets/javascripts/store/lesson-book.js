// The ledger's entries in the record: noting, changing, withdrawing, and taking the last of these back.
// An entry is never simply removed: an older export would bring it back. It is withdrawn, as 0 periods, under a newer time.
// @ts-check
import { instantAfter } from "../core/instant.js";
import { lessonKey } from "../core/items.js";
import { itemKey, parseKey } from "../core/keys.js";
import { parseItem } from "../core/kinds.js";

/** @typedef {import("../core/items.js").Taught} Taught */

const UNDO = "lesson";

export class LessonBook {
  /** @param {import("./learner-store.js").LearnerStore} store */
  constructor(store) {
    this.store = store;
  }

  /** @returns {Taught[]} withdrawn entries too */
  all() {
    return this.store.record().lessons;
  }

  /**
   * @param {Taught} entry
   * @param {Taught} [before] the entry that it replaces, perhaps of another class or day
   * @returns {boolean} whether the browser kept it
   */
  note(entry, before) {
    const isMoved = before && lessonKey(before) !== lessonKey(entry);
    return this.write(isMoved ? [withdrawn(before), entry] : [entry]);
  }

  /** @param {Taught} entry @returns {boolean} */
  withdraw(entry) {
    return this.write([withdrawn(entry)]);
  }

  canUndo() {
    return this.store.canUndo(UNDO);
  }

  /** Takes the last change back. What another tab has changed since stays. */
  undo() {
    const { local, undoBox } = this.store;
    const changes = undoBox.take(UNDO);
    for (const [key, [before, after]] of Object.entries(changes)) {
      if (local.get(key) === after) this.restore(key, before, after);
    }
  }

  /** @private @param {string} key @param {string | null} before @param {string | null} after */
  restore(key, before, after) {
    const { id } = parseKey(key) || { id: "" };
    const parse = (/** @type {string | null} */ text) => (text === null ? null : parseItem("lesson", id, text));
    const [old, entry] = [parse(before), parse(after)];
    if (old) this.put(old);
    else if (entry && this.isExported(entry)) this.put(this.store.items.readFormer("lesson", id) || withdrawn(entry));
    else this.forget(key);
  }

  /** @private @param {string} key */
  forget(key) {
    this.store.local.remove(key);
    this.store.noticeOtherTab(key);
  }

  /** Whether a copy of an entry may be somewhere else by now. @private @param {Taught} entry */
  isExported(entry) {
    const backup = this.store.facts.backup();
    return Boolean(backup && (!entry.at || backup.at >= entry.at));
  }

  /** @private @param {Taught[]} entries */
  write(entries) {
    const { store } = this;
    const keys = entries.map((entry) => itemKey(store.profile, "lesson", lessonKey(entry)));
    store.undoBox.around(UNDO, keys, () => entries.forEach((entry) => this.put(entry)));
    return keys.every((key) => !store.local.pending.has(key));
  }

  /** @private @param {Taught} entry */
  put(entry) {
    const { store } = this;
    const id = lessonKey(entry);
    const stored = store.read("lesson", id);
    const after = [stored, entry].map((one) => (one && one.at) || "").sort().pop();
    store.write("lesson", id, { ...entry, at: instantAfter(after || undefined, store.clock()) });
  }
}

/** Without its note, which may have been the reason. @param {Taught} entry @returns {Taught} */
function withdrawn(entry) {
  return { lesson: entry.lesson, class: entry.class, date: entry.date, periods: 0 };
}
