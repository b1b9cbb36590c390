// The few things kept of a learner that are no items of the record: the name typed at export, the last backup,
// the verdicts last seen, the lessons taken away, the ticks on their lists. Their loss costs nobody an answer.
// @ts-check
import { isInstant } from "../core/instant.js";
import { refuseLearner } from "../core/items.js";
import { itemKey, seenKey } from "../core/keys.js";
import { canonical } from "../core/text-order.js";

/** @typedef {import("../core/items.js").Learner} Learner */
/** @typedef {import("../core/backup.js").Backup} Backup */
/** @typedef {{revision: number, at: string, kind: string}} Taken a file of a lesson, and when it was taken away */

export class Facts {
  /** @param {import("../storage.js").Shelf} local @param {string} profile */
  constructor(local, profile) {
    this.local = local;
    this.profile = profile;
  }

  /** @private @param {string} kind @param {string} [id] */
  read(kind, id) {
    try {
      return JSON.parse(this.local.get(itemKey(this.profile, kind, id)) || "null");
    } catch (error) {
      return null;
    }
  }

  /** @returns {Learner} */
  learner() {
    const learner = this.read("learner");
    return refuseLearner(learner) === "" ? learner : {};
  }

  /** @param {Learner} learner */
  saveLearner(learner) {
    this.local.set(itemKey(this.profile, "learner"), canonical(learner));
  }

  /** @returns {Backup | null} */
  backup() {
    const backup = this.read("backup");
    return backup && isInstant(backup.at) ? backup : null;
  }

  /** @param {Backup} backup */
  saveBackup(backup) {
    this.local.set(itemKey(this.profile, "backup"), canonical(backup));
  }

  /** @param {string} lesson @returns {Taken | null} what was taken away of a lesson last */
  taken(lesson) {
    const taken = this.read("taken", lesson);
    return taken && isInstant(taken.at) && Number.isInteger(taken.revision) ? taken : null;
  }

  /** @param {string} lesson @param {Taken} taken */
  saveTaken(lesson, taken) {
    this.local.set(itemKey(this.profile, "taken", lesson), canonical(taken));
  }

  /** @param {string} lesson @returns {string[]} the words of what is ticked on a lesson's list of materials */
  ticked(lesson) {
    const ticked = this.read("ticked", lesson);
    return Array.isArray(ticked) ? ticked : [];
  }

  /** @param {string} lesson @param {string[]} ticked */
  saveTicked(lesson, ticked) {
    const key = itemKey(this.profile, "ticked", lesson);
    if (ticked.length > 0) this.local.set(key, canonical(ticked));
    else this.local.remove(key);
  }

  /** @param {string} question @returns {string | null} the verdict the learner last saw; for display only */
  seen(question) {
    return this.local.get(seenKey(this.profile, question));
  }

  /**
   * A verdict seen says nothing about another answer, so it goes whenever the answer changes.
   * @param {string} question
   */
  forgetSeen(question) {
    if (this.seen(question) !== null) this.local.remove(seenKey(this.profile, question));
  }

  /** @param {string} question @param {string} verdict */
  setSeen(question, verdict) {
    if (this.seen(question) !== verdict) this.local.set(seenKey(this.profile, question), verdict);
  }
}
