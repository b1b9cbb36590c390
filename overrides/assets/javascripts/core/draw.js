// Draws the questions of an exam by its blueprint and a seed. Knows neither who sits it nor what the questions say.
// Mirrors scripts/portal/model/draw.py, so that a trainer can do every draw again; tests/contracts/draw.json holds both.
// @ts-check
import { crc32 } from "./bytes.js";
import { compareText, lookUp } from "./text-order.js";

/** @typedef {{module: string, unit?: string, objective?: string, difficulty?: number[], count: number}} Line */
/** @typedef {{id: string, module: string, unit: string, objective: string, difficulty: number}} Candidate */
/**
 * @typedef {{title: string, minutes: number, pass_percent: number, attempts: number | null, wait_hours: number,
 *   lines: Line[], revision: number}} Exam
 */
/** @typedef {Pick<import("./items.js").Attempt, "exam" | "started" | "questions">} Drawn */

export const MOST_SEED = 1e9;

/** Attempts, the newest, that count for what was drawn before. */
const EARLIER = 20;

/**
 * A check value from 0 to 2^32 - 1: FNV-1a of the UTF-8 bytes, stirred by murmur3's last step.
 * @param {string} text
 */
export function mix(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** @param {Line} line @param {Candidate} one */
export function fits(line, one) {
  return one.module === line.module && (!line.unit || one.unit === line.unit) &&
    (!line.objective || one.objective === line.objective) &&
    (!line.difficulty || line.difficulty.length === 0 || line.difficulty.includes(one.difficulty));
}

/**
 * The published questions of the published units of a track, sorted by id.
 * @param {Pick<import("./progress.js").Catalogue, "units" | "questions">} catalogue
 * @param {string} track
 * @returns {Candidate[]}
 */
export function poolOf(catalogue, track) {
  const units = Object.entries(catalogue.units).filter(([, unit]) => unit.track === track);
  const pool = units.flatMap(([unitId, unit]) => unit.questions.map((id) => ({
    id, module: unit.module, unit: unitId.slice(track.length + 1),
    objective: catalogue.questions[id].objective, difficulty: catalogue.questions[id].difficulty,
  })));
  return pool.sort((a, b) => compareText(a.id, b.id));
}

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => (number | string)[]} rank
 */
function sortedBy(items, rank) {
  const ranked = items.map((item) => ({ item, rank: rank(item) }));
  ranked.sort((a, b) => {
    const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
    return at < 0 ? 0 : a.rank[at] < b.rank[at] ? -1 : 1;
  });
  return ranked.map(({ item }) => item);
}

/**
 * The ids that a seed draws, in the order in which they are asked; null when a line finds too few questions.
 * @param {Line[]} lines
 * @param {Candidate[]} pool
 * @param {number} seed
 * @param {Record<string, number>} [times] how often each id was drawn before: what was drawn less often comes first
 * @returns {string[] | null}
 */
export function draw(lines, pool, seed, times = {}) {
  /** @type {Set<string>} */
  const drawn = new Set();
  for (const [number, line] of lines.entries()) {
    const fitting = pool.filter((one) => !drawn.has(one.id) && fits(line, one)).map(({ id }) => id);
    if (fitting.length < line.count) return null;
    const first = sortedBy(fitting, (id) => [lookUp(times, id) || 0, mix(`${seed}/${number}/${id}`), id]);
    for (const id of first.slice(0, line.count)) drawn.add(id);
  }
  return sortedBy(Array.from(drawn), (id) => [mix(`${seed}/order/${id}`), id]);
}

/**
 * Eight hexadecimal digits that change with the lines and with the questions to draw from.
 * @param {Line[]} lines
 * @param {Candidate[]} pool
 */
export function poolMark(lines, pool) {
  const asked = lines.map((line) => [line.module, line.unit || "", line.objective || "", line.difficulty || [], line.count]);
  const there = sortedBy(pool, (one) => [one.id])
    .map((one) => [one.id, one.module, one.unit, one.objective, one.difficulty]);
  return crc32(new TextEncoder().encode(JSON.stringify([asked, there]))).toString(16).padStart(8, "0");
}

/**
 * When the attempts of an exam started that count for the next draw, sorted, newest last.
 * @param {Drawn[]} attempts
 * @param {string} exam
 */
export function earlierOf(attempts, exam) {
  return attempts.filter((one) => one.exam === exam).map((one) => one.started).sort(compareText).slice(-EARLIER);
}

/**
 * How often each question was drawn in the attempts of an exam that started at these instants;
 * null when these are not all there: the draw cannot be done again then.
 * @param {Drawn[]} attempts
 * @param {string} exam
 * @param {string[]} earlier
 * @returns {Record<string, number> | null}
 */
export function timesDrawn(attempts, exam, earlier) {
  const found = attempts.filter((one) => one.exam === exam && earlier.includes(one.started));
  const started = (/** @type {string[]} */ list) => list.slice().sort(compareText).join(" ");
  if (started(found.map((one) => one.started)) !== started(earlier)) return null;
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const id of found.flatMap((one) => one.questions)) times.set(id, (times.get(id) || 0) + 1);
  return Object.fromEntries(times);
}
