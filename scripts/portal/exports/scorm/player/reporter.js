// Tells the learning platform what was done: each answer, the answers to come back to, the standing, the time.
// What was reported is only ever raised: practising on after a pass does not take the pass away.
// @ts-check
import { encodeAtOnce, encodeRecord } from "../../../../../overrides/assets/javascripts/core/code.js";
import { grade } from "../../../../../overrides/assets/javascripts/core/grading.js";
import { countVerdicts, isPassed } from "../../../../../overrides/assets/javascripts/core/progress.js";

/** @typedef {import("./platform.js").Platform} Platform */
/** @typedef {import("./vocabulary.js").Standing} Standing */
/** @typedef {import("../../../../../overrides/assets/javascripts/core/record.js").PortalRecord} PortalRecord */
/** @typedef {import("../../../../../overrides/assets/javascripts/core/grading.js").Key} Key */
/** @typedef {{id: string, name: string, objective: string, words: string, key: Key}} Question name: its id as SCORM writes ids */
/** @typedef {{unit: string, version: string, release: string, pass: number, questions: Question[]}} Lesson */

const RANKS = { open: 0, failed: 1, passed: 2 };
const KINDS = /** @type {Record<string, string>} */ ({ true_false: "true-false", blank: "fill-in" });

export class Reporter {
  /**
   * @param {Platform} platform
   * @param {Lesson} lesson
   * @param {import("../../../../../overrides/assets/javascripts/store/learner-store.js").LearnerStore} store
   * @param {() => number} clock milliseconds
   */
  constructor(platform, lesson, store, clock) {
    this.platform = platform;
    this.words = platform.words;
    this.lesson = lesson;
    this.store = store;
    this.clock = clock;
    this.began = clock();
    this.standing = this.words.standing((name) => platform.read(name));
    this.best = Number(platform.read(`${this.words.score}.raw`) || "-1");
    /** Questions whose answers did not fit into the platform's room. @type {string[]} */
    this.leftOut = [];
  }

  /** The first words of a visit: a platform may end it without another. */
  begin() {
    this.platform.write(this.words.leaving, "suspend");
    if (this.standing === null) this.raise("open");
  }

  /** @private */
  count() {
    return countVerdicts(this.lesson.questions.map(({ id, key }) => {
      const answer = this.store.answer(id);
      return answer ? grade(key, answer.latest.value) : null;
    }));
  }

  /** @private @param {Standing} standing */
  raise(standing) {
    if (this.standing !== null && RANKS[standing] <= RANKS[this.standing]) return;
    this.standing = standing;
    this.words.reports(standing).forEach(([name, text]) => this.platform.write(name, text));
  }

  /** @private */
  reportStanding() {
    const count = this.count();
    const { total, answered, right } = count;
    if (total === 0) return;
    const isAll = answered === total;
    const standing = isPassed(count, this.lesson.pass) ? "passed" : isAll ? "failed" : "open";
    // Before all is answered there is no score: with one, platforms that know the pass mark would say "failed".
    if (standing !== "open") this.reportScore(right, total);
    if (this.words.progress) this.platform.offer(this.words.progress, String(Math.floor((answered * 100) / total) / 100));
    this.raise(standing);
  }

  /** @private @param {number} right @param {number} total */
  reportScore(right, total) {
    const percent = Math.floor((right * 100) / total);
    if (percent <= this.best) return;
    this.best = percent;
    this.platform.write(`${this.words.score}.min`, "0");
    this.platform.write(`${this.words.score}.max`, "100");
    this.platform.write(`${this.words.score}.raw`, String(percent));
    if (this.words.scaled) this.platform.write(this.words.scaled, String(percent / 100));
  }

  /** @param {string} id the question that was answered just now */
  reportAnswer(id) {
    const question = this.lesson.questions.find((one) => one.id === id);
    const answer = this.store.answer(id);
    const place = this.platform.read("cmi.interactions._count");
    if (!question || !answer || place === "") return;
    const { key, name, objective, words } = question;
    const { value } = answer.latest;
    /** @type {[string, string][]} */
    const parts = [
      ["id", name], ["type", KINDS[key.type] || "choice"], ["objectives.0.id", objective],
      [this.words.moment, this.words.clock(this.clock())], ["weighting", "1"],
      ["correct_responses.0.pattern", this.words.solution(key)], [this.words.response, this.words.answer(key, value)],
      ["result", grade(key, value) === "right" ? "correct" : this.words.wrong], ["description", this.words.hasDescriptions ? words : ""],
    ];
    parts.forEach(([part, text]) => text !== "" && this.platform.offer(`cmi.interactions.${place}.${part}`, text));
  }

  /** @private @returns {PortalRecord} the answers of this unit, as a record that the site reads, too */
  record() {
    return { ...this.store.record(), release: this.lesson.release };
  }

  /** @private @param {string} code */
  keep(code) {
    this.platform.write(this.words.answers, code);
  }

  /**
   * Pressed, and if that is still too long, without what lies between first and latest, then without the longest answers.
   * @private
   * @param {PortalRecord} record
   */
  async keepPressed(record) {
    const { answers } = record;
    /** @param {string} id */
    const size = (id) => JSON.stringify(answers[id]).length;
    const longestFirst = Object.keys(answers).sort((a, b) => size(b) - size(a));
    this.leftOut = [];
    let code = await encodeRecord(record);
    if (code.length > this.words.room) {
      Object.values(answers).forEach((answer) => delete answer.log);
      code = await encodeRecord(record);
    }
    while (code.length > this.words.room && longestFirst.length > 0) {
      const [id] = longestFirst.splice(0, 1);
      this.leftOut.push(id);
      delete answers[id];
      code = await encodeRecord(record);
    }
    this.keep(code);
  }

  /**
   * Everything, and at once where there is room: a page that is being left does not wait.
   * @returns {Promise<boolean>} whether the platform has kept it
   */
  async report() {
    this.reportStanding();
    const record = this.record();
    const atOnce = encodeAtOnce(record);
    if (atOnce.length > this.words.room) await this.keepPressed(record);
    else {
      this.leftOut = [];
      this.keep(atOnce);
    }
    return this.save();
  }

  /** @returns {boolean} */
  save() {
    this.platform.write(this.words.time, this.words.duration(Math.round((this.clock() - this.began) / 1000)));
    return this.platform.save();
  }
}
