// The text code: a whole record as one line to copy, for places where downloads are blocked.
// Form: XY1.<base64url of raw DEFLATE of compact JSON>.<check value>. Mirrors scripts/portal/records/code.py.
// @ts-check
import { checkValue, fromBase64Url, toBase64Url } from "./bytes.js";
import { deflate, storeOnly } from "./deflate.js";
import { inflate } from "./inflate.js";
import { fromSeconds, toSeconds } from "./instant.js";
import { isMap } from "./items.js";
import { SCHEMA, readRecord, unreadable } from "./record.js";
import { canonical, compareText } from "./text-order.js";

/** @typedef {import("./items.js").Answer} Answer */
/** @typedef {import("./record.js").PortalRecord} PortalRecord */

const PREFIX = "XY1.";
const MOST_BYTES = 4 * 1024 * 1024;
const FORM = /XY1\.([A-Za-z0-9_-]+)\.([0-9a-z]{7})/;
/** Chat programs put spaces, line breaks and invisible marks into long lines. */
const LOOSE = /[\s\p{Cf}]/gu;
const WHERE = "文字码";
const LEARNER = ["name", "number", "school"];

/** @param {string} question @param {Answer} answer */
function packAnswer(question, { first, latest, tries, log }) {
  const again = canonical(first) === canonical(latest) ? [null, null] : [latest.value, toSeconds(latest.at)];
  const row = [question, first.value, toSeconds(first.at), ...again, tries];
  return log ? [...row, log.map(({ value, at }) => [value, toSeconds(at)])] : row;
}

/** @param {PortalRecord} record */
function packAnswers(record) {
  /** @type {Map<string, unknown[]>} */
  const units = new Map();
  for (const id of Object.keys(record.answers).sort(compareText)) {
    const [unit, question] = id.split("/");
    units.set(unit, [...(units.get(unit) || []), packAnswer(question, record.answers[id])]);
  }
  return Object.fromEntries(units);
}

/** @param {import("./items.js").Study} study */
function packStudy({ opened, finished, revision, seconds }) {
  return [toSeconds(opened), finished ? toSeconds(finished) : 0, revision || 0, seconds];
}

/** @param {PortalRecord} record */
function packFavourites(record) {
  const rows = Object.entries(record.favourites || {}).map(([id, { on, at }]) => [id, Number(on), toSeconds(at)]);
  return rows.length > 0 ? { f: rows } : {};
}

/** @param {PortalRecord} record */
function pack(record) {
  const { name = "", number = "", school = "" } = record.learner || {};
  return {
    e: record.exported,
    ...(record.learner && Object.keys(record.learner).length > 0 ? { l: [name, number, school] } : {}),
    r: record.release,
    a: packAnswers(record),
    u: Object.fromEntries(Object.entries(record.units).map(([id, study]) => [id, packStudy(study)])),
    x: record.attempts,
    t: record.lessons,
    ...packFavourites(record),
  };
}

/** @param {any[]} row */
function unpackAnswer([, value, seconds, latestValue, latestSeconds, tries, log]) {
  const first = { value, at: fromSeconds(seconds) };
  const latest = latestValue === null ? first : { value: latestValue, at: fromSeconds(latestSeconds) };
  const given = log && log.map((/** @type {any[]} */ [one, at]) => ({ value: one, at: fromSeconds(at) }));
  return { first, latest: { ...latest }, tries, ...(given ? { log: given } : {}) };
}

/** @param {any[]} row */
function unpackStudy([opened, finished, revision, seconds]) {
  return {
    opened: fromSeconds(opened),
    ...(finished ? { finished: fromSeconds(finished) } : {}),
    ...(revision ? { revision } : {}),
    seconds,
  };
}

/** @param {any[]} texts */
function unpackLearner(texts) {
  const named = LEARNER.map((name, i) => [name, texts[i]]);
  return Object.fromEntries(named.filter(([, text]) => text !== ""));
}

/**
 * Anything of a wrong shape inside throws here and is answered by decodeRecord.
 * @param {any} packed
 */
function unpack(packed) {
  const answers = Object.entries(packed.a).flatMap(([unit, rows]) =>
    rows.map((/** @type {any[]} */ row) => [`${unit}/${row[0]}`, unpackAnswer(row)]));
  const favourites = (packed.f || []).map((/** @type {any[]} */ [id, on, at]) => [id, { on: on === 1, at: fromSeconds(at) }]);
  const units = Object.entries(packed.u).map(([id, row]) => [id, unpackStudy(row)]);
  return {
    schema: SCHEMA,
    release: packed.r,
    exported: packed.e,
    ...(packed.l ? { learner: unpackLearner(packed.l) } : {}),
    answers: Object.fromEntries(answers),
    units: Object.fromEntries(units),
    attempts: packed.x,
    lessons: packed.t,
    ...(packed.f ? { favourites: Object.fromEntries(favourites) } : {}),
  };
}

/**
 * @param {PortalRecord} record
 * @returns {Promise<string>}
 */
export async function encodeRecord(record) {
  const bytes = new TextEncoder().encode(canonical(pack(record)));
  return `${PREFIX}${toBase64Url(await deflate(bytes))}.${checkValue(bytes)}`;
}

/**
 * The same code, not pressed and so half as long again, but there at once: a page that is being left has no time to wait.
 * @param {PortalRecord} record
 * @returns {string}
 */
export function encodeAtOnce(record) {
  const bytes = new TextEncoder().encode(canonical(pack(record)));
  return `${PREFIX}${toBase64Url(storeOnly(bytes))}.${checkValue(bytes)}`;
}

/** @param {string} text */
export function looksLikeCode(text) {
  return text.replace(LOOSE, "").includes(PREFIX);
}

/** @param {string} body @param {string} check */
function open(body, check) {
  const bytes = inflate(fromBase64Url(body), MOST_BYTES);
  if (checkValue(bytes) !== check) return null;
  const packed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  return isMap(packed) ? unpack(packed) : null;
}

/**
 * Never throws: a code that was cut or changed comes back as a problem.
 * @param {string} text as pasted, perhaps with words around the code
 * @returns {import("./record.js").Reading}
 */
export function decodeRecord(text) {
  const bare = text.replace(LOOSE, "");
  const match = FORM.exec(bare);
  if (!match) {
    const cut = bare.includes(PREFIX);
    return unreadable(WHERE, cut ? "只复制到了一部分，请把整段文字码重新复制一次" : "不是学习记录的文字码（应以 XY1. 开头）");
  }
  try {
    const opened = open(match[1], match[2]);
    return opened ? readRecord(opened) : unreadable(WHERE, "校验不对，可能漏了几个字，请重新复制一次");
  } catch (error) {
    return unreadable(WHERE, "不完整或被改动过，请重新复制一次");
  }
}
