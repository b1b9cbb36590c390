// Every text code in a text with chat around it. Mirrors scripts/portal/records/collect.py.
// @ts-check
import { decodeRecord } from "../code.js";
import { readText } from "../read-any.js";
import { looksLikeCsv } from "../csv.js";
import { unreadable } from "../record.js";

/** @typedef {import("../record.js").Reading} Reading */
/** @typedef {{name: string, reading: Reading, ignored?: boolean}} Item ignored: not even opened */

/** Chat programs and mail wrap long texts, quote them with ">" and slip in invisible characters. */
const FILLER = "[\\s>\\u200b-\\u200d\\u2060\\ufeff]";
const CODE = new RegExp(`XY1\\.(?:[A-Za-z0-9_-]|${FILLER})+\\.(?:${FILLER}*[0-9a-z]){7}`, "y");
const FILLERS = new RegExp(FILLER, "g");
const HAND_IN = "XYA1.";
const CUT = "学习记录码不完整：没有找到结尾的 7 位校验值。请重新复制整段。";
const NOT_A_RECORD = "是正式考核的答卷，不是学习记录。请交给主考老师判分。";

/**
 * The code that begins at a start, and where it ends. The search stops at the next start, so that a code cut short does
 * not swallow its neighbour; it goes on one further because a body may end in `XY1` by chance.
 * @param {string} text
 * @param {number[]} starts
 * @param {number} number
 */
function codeAt(text, starts, number) {
  for (const bound of [...starts.slice(number + 1, number + 3), text.length].slice(0, 2)) {
    CODE.lastIndex = 0;
    const match = CODE.exec(text.slice(starts[number], bound));
    if (match) return { code: match[0].replace(FILLERS, ""), end: starts[number] + match[0].length };
  }
  return null;
}

/** @param {string} text */
function startsIn(text) {
  const starts = [];
  for (let at = text.indexOf("XY1."); at >= 0; at = text.indexOf("XY1.", at + 1)) starts.push(at);
  return starts;
}

/** @param {string} text @param {number[]} starts @returns {Reading[]} */
function readCodes(text, starts) {
  /** @type {Reading[]} */
  const found = [];
  let end = 0;
  starts.forEach((start, number) => {
    if (start < end) return;
    const one = codeAt(text, starts, number);
    if (one) ({ end } = one);
    found.push(one ? decodeRecord(one.code) : unreadable("内容", CUT));
  });
  return found;
}

/** A whole JSON or table, in which a code may stand by chance. @param {string} text */
function isOneRecord(text) {
  if (looksLikeCsv(text)) return true;
  try {
    return typeof JSON.parse(text) === "object";
  } catch (error) {
    return false;
  }
}

/** @param {string} text @param {string} name @returns {Item} */
function readOne(text, name) {
  const reading = readText(text);
  return { name, reading: reading.record || !text.includes(HAND_IN) ? reading : unreadable("内容", NOT_A_RECORD) };
}

/**
 * Every record in a text: many codes with chat between them, or one JSON or table.
 * @param {string} text
 * @param {string} name of the file, for people
 * @returns {Item[]}
 */
export function readPasted(text, name) {
  const starts = startsIn(text);
  if (starts.length === 0 || isOneRecord(text)) return [readOne(text, name)];
  const readings = readCodes(text, starts);
  return readings.map((reading, i) => ({ name: readings.length > 1 ? `${name}（第 ${i + 1} 段码）` : name, reading }));
}
