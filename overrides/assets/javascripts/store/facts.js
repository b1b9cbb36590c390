// The few things kept of a learner that are no items of the record: the name typed at export, the last backup,
// the verdicts last seen, the lessons taken away, the ticks on their lists. Their loss costs nobody an answer.
// @ts-check
import { isInstant } from "../core/instant.js";
import { refuseLearner } from "../core/items.js";
import { itemKey, seenKey } from "../core/keys.js";
import { idToday, idsOf } from "../core/moves.js";
import { canonical, compareText } from "../core/text-order.js";

/** @typedef {import("../core/items.js").Learner} Learner */
/** @typedef {import("../core/backup.js").Backup} Backup */
/** @typedef {{revision: number, at: string, kind: string}} Taken a file of a lesson, and when it was taken away */

export class Facts {
  /**
   * @param {import("../storage.js").Shelf} local
   * @param {string} profile
   * @param {import("../core/moves.js").Moved} [moved] units and lessons that had another id
   */
  constructor(local, profile, moved = {}) {
    this.local = local;
    this.profile = profile;
    this.moved = moved;
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
    const all = idsOf(this.moved, "lesson", lesson).map((id) => this.read("taken", id));
    const good = all.filter((taken) => taken && isInstant(taken.at) && Number.isInteger(taken.revision));
    return good.sort((a, b) => compareText(b.at, a.at))[0] || null;
  }

  /** @param {string} lesson @param {Taken} taken */
  saveTaken(lesson, taken) {
    this.local.set(itemKey(this.profile, "taken", lesson), canonical(taken));
  }

  /** @private @param {string} kind @param {string} id of today @returns {any} what is kept under it, or under one it had */
  readMoved(kind, id) {
    return idsOf(this.moved, kind, id).map((one) => this.read(kind, one)).find((fact) => fact !== null);
  }

  /** @param {string} lesson @returns {number} the highest revision taken away, taught or noted; 0 for none */
  usedRevision(lesson) {
    const taken = this.taken(lesson);
    return Math.max(taken ? taken.revision : 0, Number(this.readMoved("used", lesson)) || 0);
  }

  /** @param {string} lesson @param {number} revision */
  saveUsed(lesson, revision) {
    this.local.set(itemKey(this.profile, "used", lesson), String(Math.max(revision, this.usedRevision(lesson))));
  }

  /** @param {string} unit @returns {string[]} the questions it had when all of them were answered; [] if never */
  known(unit) {
    const known = this.readMoved("known", unit);
    return Array.isArray(known) ? known.map((id) => idToday(this.moved, "answer", String(id))) : [];
  }

  /** @param {string} unit @param {string[]} questions */
  saveKnown(unit, questions) {
    const text = canonical(questions);
    const key = itemKey(this.profile, "known", unit);
    if (this.local.get(key) !== text) this.local.set(key, text);
  }

  /** @param {string} question @returns {string} the day of the correction that the learner has noted, or "" */
  noted(question) {
    return String(this.read("noted", question) || "");
  }

  /** @param {string} question @param {string} day */
  saveNoted(question, day) {
    this.local.set(itemKey(this.profile, "noted", question), canonical(day));
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
