// Sittings that are not handed in yet: mock exams (id = key of the attempt) and formal papers (id = "paper-<paper id>").
// Every change is written at once and for itself: reload, crash, a second tab or a dead battery cost no answer.
//
//   const sitting = sittings.find(id) || sittings.begin(id, {questions, minutes, attempt?, about?});
//   sitting.answers(), sitting.flagged(), sitting.times()   // Map id → value, Set of ids, id → instant of the last change
//   sitting.deadline, sitting.clock()                       // ms; the clock never goes back
//   sitting.save(id, value); sitting.flag(id, on);          // for ExamSheet.open
//   sitting.isMine(change)                                  // did another tab change it? (store.subscribe)
//   sitting.isThere()                                       // false: handed in or erased elsewhere
//   sitting.end()                                           // removes head and drafts; call it when the result is safe
// @ts-check
import { goneOn } from "../core/exam-time.js";
import { toInstant } from "../core/instant.js";
import { attemptKey } from "../core/items.js";
import { itemKey } from "../core/keys.js";
import { canonical } from "../core/text-order.js";
import {
  answersIn, brokenSittings, keysOfSitting, mergeDrafts, readDrafts, readHead, readHeads, sittingKey,
} from "./sitting-drafts.js";

/** @typedef {import("./sitting-drafts.js").Head} Head */
/** @typedef {import("./sitting-drafts.js").Draft} Draft */
/** @typedef {import("../core/items.js").Attempt} Attempt */
/** @typedef {import("./learner-store.js").LearnerStore} LearnerStore */

const MINUTE = 60000;
/** How often the clock of the sitting is written down. More often would wear out phones, and wake the other tabs. */
const NOTE_MS = 5000;

export class Sitting {
  /** @param {LearnerStore} store @param {string} id @param {Head} head */
  constructor(store, id, head) {
    this.store = store;
    this.id = id;
    this.head = head;
    this.key = sittingKey(store.profile, id);
    this.time = { seen: head.seen, offset: head.offset };
    this.noted = head.seen;
    this.clock = this.clock.bind(this);
  }

  get questions() {
    return this.head.questions;
  }

  get deadline() {
    return this.head.deadline;
  }

  /** The time of the sitting in ms. A wall clock that was set back goes on from where it was. */
  clock() {
    const { local, clock } = this.store;
    const stored = this.isThere() ? readHead(local, this.key) : null;
    if (stored && stored.seen > this.time.seen) this.time = { seen: stored.seen, offset: Math.max(stored.offset, this.time.offset) };
    this.time = goneOn(this.time, clock());
    if (Math.abs(this.time.seen - this.noted) >= NOTE_MS) this.note();
    return this.time.seen;
  }

  /** @private */
  note() {
    this.noted = this.time.seen;
    if (this.isThere()) this.store.local.set(this.key, canonical({ ...this.head, ...this.time }));
  }

  /** Whether it is still open: another tab may have handed it in, or the learner erased everything. */
  isThere() {
    return this.store.local.get(this.key) !== null;
  }

  /** @private */
  drafts() {
    const { local, profile, moved } = this.store;
    return readDrafts(local, profile, this.id, this.questions, moved);
  }

  /** @returns {Map<string, string[]>} */
  answers() {
    return answersIn(this.drafts());
  }

  /** @returns {Set<string>} */
  flagged() {
    return new Set(Array.from(this.drafts()).filter(([, { flag }]) => flag).map(([id]) => id));
  }

  /** @returns {Record<string, string>} */
  times() {
    const answered = Array.from(this.drafts()).filter(([, { value }]) => value.length > 0);
    return Object.fromEntries(answered.map(([id, { at }]) => [id, toInstant(at)]));
  }

  /** @param {string} question @param {string[]} value [] takes the answer back */
  save(question, value) {
    const now = this.clock();
    this.write(question, (before) => ({ ...before, value, at: Math.max(now, before.at + 1) }));
  }

  /** @param {string} question @param {boolean} on */
  flag(question, on) {
    const now = this.clock();
    this.write(question, (before) => ({ ...before, flag: on, flagAt: Math.max(now, before.flagAt + 1) }));
  }

  /** @private @param {string} question @param {(before: Draft) => Draft} change */
  write(question, change) {
    if (!this.isThere()) return;
    const before = this.drafts().get(question) || { value: [], at: 0, flag: false, flagAt: 0 };
    const after = mergeDrafts(before, change(before));
    this.store.keep(sittingKey(this.store.profile, this.id, question), canonical(after));
  }

  /** @param {import("./learner-store.js").Change} change */
  isMine(change) {
    return change === null || (change.kind === "sitting" && `${change.id}:`.startsWith(`${this.id}:`));
  }

  /**
   * Removes it with its drafts.
   * @returns {() => void} brings them back
   */
  end() {
    const { local, profile } = this.store;
    const keys = keysOfSitting(local, profile, this.id);
    // The head last: should the tab die in between, the sitting is still known, and it was handed in already.
    const texts = keys.sort((a, b) => b.length - a.length).map((key) => [key, local.get(key) || ""]);
    keys.forEach((key) => local.remove(key));
    return () => texts.forEach(([key, text]) => local.set(key, text));
  }
}

export class Sittings {
  /** @param {LearnerStore} store */
  constructor(store) {
    this.store = store;
  }

  /** @param {string} id @returns {Sitting | null} */
  find(id) {
    const head = readHead(this.store.local, sittingKey(this.store.profile, id));
    return head && new Sitting(this.store, id, head);
  }

  /**
   * Hands a mock exam in: the attempt is written, and only then the drafts go.
   * @param {Sitting} sitting of a mock exam
   * @returns {Attempt | null} as it stands in the record, perhaps by another tab; null when it was erased meanwhile
   */
  handIn(sitting) {
    const drawn = /** @type {Attempt} */ (sitting.head.attempt);
    const key = attemptKey(drawn);
    if (!sitting.isThere()) return this.store.read("attempt", key);
    const end = Math.min(sitting.clock(), sitting.deadline === null ? Infinity : sitting.deadline);
    const finished = [toInstant(end), drawn.started].sort()[1];
    this.store.write("attempt", key, { ...drawn, answers: Object.fromEntries(sitting.answers()), finished });
    const attempt = this.store.read("attempt", key);
    if (!this.isRefused(key)) sitting.end();
    else this.makeRoom(sitting, key, attempt);
    return attempt;
  }

  /** @private @param {string} key */
  isRefused(key) {
    return this.store.local.pending.has(itemKey(this.store.profile, "attempt", key));
  }

  /**
   * The storage is full, of this sitting's drafts among other things. They stay wherever the attempt still finds no room.
   * @private
   * @param {Sitting} sitting @param {string} key @param {Attempt} attempt
   */
  makeRoom(sitting, key, attempt) {
    // A storage that takes nothing at all, not even what it holds, would not take the drafts back.
    if (!this.store.local.set(sitting.key, canonical(sitting.head))) return;
    const bringBack = sitting.end();
    this.store.keep(itemKey(this.store.profile, "attempt", key), canonical(attempt));
    if (this.isRefused(key)) bringBack();
  }

  /** Broken ones are set aside with their drafts, or these would turn up in the next sitting of the same paper. */
  setAsideBroken() {
    const { local, profile, items } = this.store;
    const keys = brokenSittings(local, profile).flatMap((id) => keysOfSitting(local, profile, id));
    keys.forEach((key) => items.setAside(key, local.get(key) || ""));
  }

  /** @returns {Sitting[]} all that are open, the newest first */
  all() {
    this.setAsideBroken();
    return readHeads(this.store.local, this.store.profile).map(([id, head]) => new Sitting(this.store, id, head))
      .sort((a, b) => b.head.started - a.head.started);
  }

  /**
   * @returns {Sitting[]} mock exams to go on with. One that was handed in by a tab that died right then is put away,
   *   unless there was no room for its attempt: then the drafts are all there is of it after this visit.
   */
  openExams() {
    return this.all().filter((one) => {
      const stored = one.head.attempt && this.store.read("attempt", one.id);
      const isHandedIn = Boolean(stored && stored.finished);
      if (isHandedIn && !this.isRefused(one.id)) one.end();
      return one.head.attempt && !isHandedIn;
    });
  }

  /**
   * Everything that a sitting is goes into its head in one write, so that no half of it can be found.
   * @param {string} id
   * @param {{questions: string[], minutes: number | null, attempt?: import("../core/items.js").Attempt, about?: any}} plan
   *   minutes null: without a limit
   * @returns {Sitting}
   */
  begin(id, { questions, minutes, attempt, about }) {
    const now = this.store.clock();
    const head = {
      questions, started: now, deadline: minutes === null ? null : now + minutes * MINUTE, seen: now, offset: 0,
      ...(attempt ? { attempt } : {}), ...(about === undefined ? {} : { about }),
    };
    this.store.keep(sittingKey(this.store.profile, id), canonical(head));
    return new Sitting(this.store, id, head);
  }
}
