// What a mock exam asks, whether it may be sat now, and the draw for the next sitting. Knows no page and no storage.
// @ts-check
import { draw, earlierOf, poolMark, poolOf, timesDrawn } from "./draw.js";
import { lookUp } from "./text-order.js";

/** @typedef {import("./draw.js").Exam} Exam */
/** @typedef {import("./items.js").Attempt} Attempt */
/** @typedef {import("./progress.js").Catalogue} Catalogue */

const MINUTE = 60000;
const HOUR = 60 * MINUTE;

/** @param {Catalogue} catalogue @param {string} id @returns {Exam | undefined} */
export const examOf = (catalogue, id) => lookUp(catalogue.exams, id);

/** @param {Exam} exam @returns {number} questions in one sitting */
export const questionCount = (exam) => exam.lines.reduce((sum, { count }) => sum + count, 0);

/**
 * @param {Catalogue} catalogue
 * @param {string} id of an exam
 * @returns {{id: string, title: string, count: number}[]} the modules that are asked, in the order of the track
 */
export function modulesAsked(catalogue, id) {
  const track = catalogue.tracks.find((one) => one.id === id);
  const exam = examOf(catalogue, id);
  const lines = exam ? exam.lines : [];
  const counted = (track ? track.modules : []).map((module) => ({
    id: module.id, title: module.title,
    count: lines.filter((line) => line.module === module.id).reduce((sum, { count }) => sum + count, 0),
  }));
  return counted.filter(({ count }) => count > 0);
}

/** @param {Attempt} attempt @param {Exam} exam @returns {number} ms; one that was not handed in ended with its time */
const endOf = ({ started, finished }, { minutes }) => Date.parse(finished || started) + (finished ? 0 : minutes * MINUTE);

/**
 * @param {Exam} exam
 * @param {Attempt[]} attempts of this exam
 * @param {number} now ms
 * @returns {{left: number | null, from: number}} sittings that are left, null: without a limit; the time (ms) from which
 *   the next may be begun, 0: at once
 */
export function nextSitting(exam, attempts, now) {
  const left = exam.attempts === null ? null : Math.max(0, exam.attempts - attempts.length);
  const last = Math.max(0, ...attempts.map((one) => endOf(one, exam)));
  const from = exam.wait_hours > 0 && last > 0 ? last + exam.wait_hours * HOUR : 0;
  return { left, from: from > now ? from : 0 };
}

/**
 * The next sitting, drawn: what was asked least often comes first.
 * @param {Catalogue} catalogue
 * @param {string} id of an exam
 * @param {Attempt[]} attempts all of the record
 * @param {number} seed
 * @param {string} started instant
 * @returns {Attempt | null} without answers; null where the questions do not suffice
 */
export function drawAttempt(catalogue, id, attempts, seed, started) {
  const { lines } = examOf(catalogue, id) || { lines: [] };
  const pool = poolOf(catalogue, id);
  const earlier = earlierOf(attempts, id);
  const questions = draw(lines, pool, seed, timesDrawn(attempts, id, earlier) || {});
  return questions && {
    exam: id, seed, questions, answers: {}, started, release: catalogue.release, pool: poolMark(lines, pool), earlier,
  };
}

/**
 * @param {Catalogue} catalogue
 * @param {[string, import("./grading.js").Verdict | null][]} verdicts
 * @returns {{id: string, title: string, url: string, missed: number}[]} units with questions that were not right, most first
 */
export function unitsToReturnTo(catalogue, verdicts) {
  /** @type {Map<string, number>} */
  const missed = new Map();
  for (const [id, verdict] of verdicts) {
    const { unit } = catalogue.questions[id];
    if (verdict !== "right") missed.set(unit, (missed.get(unit) || 0) + 1);
  }
  const there = Array.from(missed).filter(([unit]) => lookUp(catalogue.units, unit));
  return there.sort((a, b) => b[1] - a[1])
    .map(([unit, count]) => ({ id: unit, title: catalogue.units[unit].title, url: catalogue.units[unit].url, missed: count }));
}

/**
 * @param {Record<string, import("./progress.js").Count>} objectives `<unit id>/<objective>` → count
 * @param {Catalogue} catalogue
 * @param {string} module
 * @returns {{text: string, right: number, total: number}[]} those of a module, the weakest first
 */
export function objectivesOf(objectives, catalogue, module) {
  const found = Object.entries(objectives).flatMap(([id, { right, total }]) => {
    const [unitId, slug] = id.split("/");
    const unit = catalogue.units[unitId];
    return unit.module === module ? [{ text: lookUp(unit.objectives, slug) || unit.title, right, total }] : [];
  });
  return found.sort((a, b) => a.right / a.total - b.right / b.total);
}
