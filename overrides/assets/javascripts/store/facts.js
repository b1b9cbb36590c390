// The few things kept of a learner that are no items of the record: the name typed at export, the last backup,
// and the verdicts last seen. Their loss costs nobody an answer.
// @ts-check
import { isInstant } from "../core/instant.js";
import { refuseLearner } from "../core/items.js";
import { itemKey, seenKey } from "../core/keys.js";
import { canonical } from "../core/text-order.js";

/** @typedef {import("../core/items.js").Learner} Learner */
/** @typedef {import("../core/backup.js").Backup} Backup */

export class Facts {
  /** @param {import("../storage.js").Shelf} local @param {string} profile */
  constructor(local, profile) {
    this.local = local;
    this.profile = profile;
  }

  /** @private @param {string} kind */
  read(kind) {
    try {
      return JSON.parse(this.local.get(itemKey(this.profile, kind)) || "null");
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
