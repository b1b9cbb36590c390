// What a school hands over besides records: results of formal assessments, and what it confirms of people.
// Mirrors scripts/portal/reports/assessed.py and confirmed.py. What nobody proves counts as not done.
// @ts-check
import { isDate } from "../instant.js";
import { isMap } from "../items.js";
import { clean, keyOf, whoOf } from "./identity.js";
import { HEADERS, linesOf } from "./roster-table.js";

/** @typedef {import("./scope.js").CountedTrack} CountedTrack */
/** @typedef {"passed" | "failed"} Mark */

const NOT_RESULTS = "请用 portal paper grade 重新判一次，把它写出的 results.json 原样拿来，不要手改。";
const COLUMNS = {
  number: HEADERS.number, track: HEADERS.track, item: ["项目", "实践项目", "实践", "item"],
  day: ["日期", "确认日期", "date"], by: ["确认人", "确认者", "confirmed by"],
};
/** @type {Record<string, string>} */
const TITLES = { number: "编号", track: "轨道", item: "项目", day: "日期", by: "确认人" };
const WHOLE = ["通过", "已通过"];
const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?$/;
const MOST_SHOWN = 20;

export class Proofs {
  constructor() {
    /** @type {Map<string, Mark>} */
    this.marks = new Map();
    /** @type {Map<string, Set<string>>} */
    this.items = new Map();
  }

  /** @param {string[]} keys under which somebody's result may stand @param {string} track @returns {Mark | null} */
  assessment(keys, track) {
    const key = keys.find((one) => one && this.marks.has(`${one}\n${track}`));
    return key ? this.marks.get(`${key}\n${track}`) || null : null;
  }

  /** @param {string} number @param {string} track */
  confirmedBy(number, track) {
    return Array.from((number && this.items.get(`${number}\n${track}`)) || []);
  }

  /** The tracks that a school confirms as a whole. @param {string} number */
  heldBy(number) {
    const own = Array.from(this.items).filter(([key, items]) => number && key.startsWith(`${number}\n`) && items.has(""));
    return own.map(([key]) => key.slice(number.length + 1));
  }

  /** @param {string} number @param {string} track @param {string} item */
  confirm(number, track, item) {
    const key = `${number}\n${track}`;
    this.items.set(key, (this.items.get(key) || new Set()).add(item));
  }
}

/** @param {any} one */
const isCandidate = (one) => isMap(one) && Number.isSafeInteger(one.right) && one.right >= 0 && Number.isSafeInteger(one.total)
  && one.total >= 1 && typeof one.passed === "boolean"
  && [one.number, one.name, one.school].every((text) => text === undefined || typeof text === "string");

/** @param {any} input */
const isResults = (input) => isMap(input) && input.schema === "portal-results/1" && typeof input.track === "string"
  && Number.isSafeInteger(input.pass_percent) && Array.isArray(input.people) && input.people.every(isCandidate);

/** @param {string} text whether a file claims to be results of an assessment */
export const looksLikeResults = (text) => text.slice(0, 4096).includes('"portal-results/1"');

/**
 * Takes the results of an assessment in.
 * @param {string} text
 * @param {Proofs} proofs
 * @param {CountedTrack[]} tracks
 * @returns {string} what is wrong with them, or ""
 */
export function takeResults(text, proofs, tracks) {
  let input;
  try {
    input = JSON.parse(text);
  } catch (error) {
    return `成绩文件不是完整的 JSON。${NOT_RESULTS}`;
  }
  if (!isResults(input)) return `不是考核成绩的样子。${NOT_RESULTS}`;
  if (!tracks.some(({ id }) => id === input.track)) return `是轨道“${input.track.slice(0, 40)}”的成绩，这个网站没有这条轨道。`;
  const edited = input.people.find((/** @type {any} */ one) => one.passed && one.right * 100 < input.pass_percent * one.total);
  if (edited) return `成绩文件被改动过：${edited.name || edited.number || ""} ${edited.right} / ${edited.total} 不到 ${input.pass_percent}%，却写着通过。${NOT_RESULTS}`;
  for (const one of input.people) {
    const key = `${keyOf(whoOf(one))}\n${input.track}`;
    if (!key.startsWith("\n")) proofs.marks.set(key, one.passed || proofs.marks.get(key) === "passed" ? "passed" : "failed");
  }
  return "";
}

/** @param {string} text @param {string} today */
function dayTrouble(text, today) {
  const match = DAY.exec(clean(text));
  const day = match ? `${match[1]}-${match[2].padStart(2, "0")}-${match[3].padStart(2, "0")}` : "";
  if (!isDate(day)) return clean(text) ? `日期“${clean(text)}”看不懂` : "没有写日期";
  return day > today ? `日期 ${day} 晚于汇总日期 ${today}` : "";
}

/** @param {string} text @param {CountedTrack} track @returns {string | null} "" for the whole track, null for nothing known */
function itemOf(text, { rules }) {
  const wanted = clean(text).toLowerCase();
  if (WHOLE.includes(wanted)) return "";
  const work = rules && rules.practice.find(({ id, title }) => wanted === id || wanted === clean(title).toLowerCase());
  return work ? work.id : null;
}

/** @param {string} text @param {CountedTrack[]} tracks */
const trackOf = (text, tracks) => {
  const wanted = clean(text).toLowerCase();
  return tracks.find(({ id, title }) => id === wanted.replace(/\s*证$/, "") || clean(title).toLowerCase() === wanted);
};

/** @typedef {{number: string, track: string, item: string}} Confirmation item: "" for the whole track */

/**
 * @param {(field: string) => string} cell
 * @param {CountedTrack[]} tracks
 * @param {string} today
 * @param {(field: string, reason: string) => void} tell
 * @returns {Confirmation | null}
 */
function readConfirmation(cell, tracks, today, tell) {
  const who = whoOf({ number: cell("number") });
  const track = trackOf(cell("track"), tracks);
  const item = track ? itemOf(cell("item"), track) : null;
  const trouble = dayTrouble(cell("day"), today);
  if (!who.number) tell("number", "没有编号");
  if (trouble) tell("day", trouble);
  if (!clean(cell("by"))) tell("by", "没有确认人");
  if (!track) tell("track", `没有轨道“${clean(cell("track"))}”`);
  else if (item === null) tell("item", `这条轨道没有项目“${clean(cell("item"))}”`);
  return track && item !== null ? { number: who.number, track: track.id, item } : null;
}

/** @param {string[]} header @returns {Record<string, number>} field → column, -1 where there is none */
function placesIn(header) {
  const names = header.map((cell) => clean(cell).toLowerCase());
  return Object.fromEntries(Object.entries(COLUMNS).map(([field, known]) => [field, names.findIndex((name) => known.includes(name))]));
}

/**
 * Takes a table of confirmations in: all of it, or nothing where anything is wrong with it.
 * @param {string} text
 * @param {Proofs} proofs
 * @param {CountedTrack[]} tracks
 * @param {string} today
 * @returns {string[]} what is wrong, line by line
 */
export function takeConfirmations(text, proofs, tracks, today) {
  const [header, ...rows] = linesOf(text);
  const places = placesIn(header ? header.row : []);
  const missing = Object.keys(places).filter((field) => places[field] < 0).map((field) => TITLES[field]);
  if (missing.length > 0) return [`确认表缺少列：${missing.join("、")}。第一行要有：编号、轨道、项目、日期、确认人。`];
  /** @type {string[]} */
  const problems = [];
  const found = rows.flatMap(({ row, line }) => readConfirmation(
    (field) => (row[places[field]] || "").replace(/^'/, ""), tracks, today,
    (field, reason) => { problems.push(`第 ${line} 行（${TITLES[field]}）：${reason}。`); },
  ) || []);
  if (problems.length === 0) found.forEach(({ number, track, item }) => proofs.confirm(number, track, item));
  const rest = problems.length - MOST_SHOWN;
  return rest > 0 ? [...problems.slice(0, MOST_SHOWN), `……还有 ${rest} 处。`] : problems;
}
