// The roster of those who should take part, from a CSV file or cells pasted out of a spreadsheet. Drops nobody silently.
// Mirrors scripts/portal/reports/roster.py and roster_reading.py.
// @ts-check
import { compareText } from "../text-order.js";
import { clean, keyOf, whoOf } from "./identity.js";
import { findPeople, linesOf, seenIn } from "./roster-table.js";

/** @typedef {import("./identity.js").Who} Who */
/** @typedef {{who: Who, line: number, tracks: string[] | null, county: string, key: string}} Entry tracks: null means all of them */
/** @typedef {{line: number, reason: string}} RosterProblem */
/** @typedef {{entries: Entry[], problems: RosterProblem[], find: (who: Who) => Entry | undefined, namesake: (who: Who) => Entry | undefined}} Roster */

const SCIENTIFIC = /^\d(\.\d+)?E\+?\d+$/;
/** Form of the number of an identity card: place, birthday, serial number, check sign (GB 11643-1999). */
const IDENTITY = /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;
const NO_IDENTITY = "门户不收身份证号。请改用工号或单位自编的编号";
const GUARD = /^'/;

/**
 * @param {string} cell
 * @param {Record<string, string>} titles slug → title of the tracks that count
 * @returns {{tracks: string[] | null, strange: string[]}}
 */
function tracksIn(cell, titles) {
  const text = clean(cell).toLowerCase();
  const titled = Object.keys(titles).find((slug) => clean(titles[slug]).toLowerCase() === text);
  if (titled) return { tracks: [titled], strange: [] };
  const bare = text.replace(/\([^()]*\)/g, " ").replace(/([a-z0-9])\s*(?:(?:类|级)?\s*证书?|类|级)/g, "$1");
  const words = bare.split(/[,、;/+和\s]+/).filter(Boolean);
  const tracks = words.filter((word) => word in titles);
  return { tracks: words.length > 0 ? Array.from(new Set(tracks)) : null, strange: words.filter((word) => !(word in titles)) };
}

/**
 * @param {Record<string, string>} cells
 * @param {number} line
 * @param {Record<string, string>} titles
 * @param {RosterProblem[]} problems
 * @param {number[]} cards lines with the number of an identity card, which is not used
 * @returns {Entry | null}
 */
function readEntry(cells, line, titles, problems, cards) {
  const tell = (/** @type {string} */ reason) => { problems.push({ line, reason }); };
  const bare = (/** @type {string} */ field) => (cells[field] || "").replace(GUARD, "");
  const who = whoOf({ number: bare("number"), name: bare("name"), school: bare("school") });
  if (IDENTITY.test(who.number)) {
    cards.push(line);
    who.number = "";
  }
  if (!who.number && !who.name) {
    tell("没有编号也没有姓名，没有计入应考");
    return null;
  }
  if (!keyOf(who)) tell(`“${who.name}”没有编号也没有学校，只能凭姓名核对`);
  if (SCIENTIFIC.test(who.number)) tell(`编号“${who.number}”像是被 Excel 改成了科学计数法，请把该列设为文本`);
  else if (who.number.startsWith("#")) tell(`编号“${who.number}”是公式出的错，请在 Excel 里改好`);
  const { tracks, strange } = tracksIn(cells.track || "", titles);
  if (strange.length > 0) tell(`没有可统计的轨道“${strange.join("、")}”；有的是 ${Object.keys(titles).join("、")}`);
  return { who, line, tracks, county: clean(cells.county || ""), key: keyOf(who) || `name\t\t${who.name}` };
}

/** Lines that mean one person become one entry; two lines with different tracks are no mistake. @param {Entry[]} entries @param {RosterProblem[]} problems */
function joined(entries, problems) {
  /** @type {Map<string, Entry>} */
  const kept = new Map();
  for (const entry of entries) {
    const before = kept.get(entry.key);
    if (!before) {
      kept.set(entry.key, entry);
      continue;
    }
    const isEvery = before.tracks === null || entry.tracks === null;
    if (before.who.name !== entry.who.name) {
      const names = `“${before.who.name}”和“${entry.who.name}”`;
      problems.push({ line: entry.line, reason: `编号与第 ${before.line} 行相同，姓名不同：${names}，按一人计` });
    } else if (isEvery || (before.tracks || []).some((track) => (entry.tracks || []).includes(track))) {
      problems.push({ line: entry.line, reason: `与第 ${before.line} 行重复，按一人计` });
    }
    const both = isEvery ? null : Array.from(new Set([...(before.tracks || []), ...(entry.tracks || [])]));
    kept.set(entry.key, { ...before, tracks: both, county: before.county || entry.county });
  }
  return Array.from(kept.values());
}

/**
 * Key → the entry, for keys that only one entry has.
 * @param {Entry[]} entries
 * @param {(entry: Entry) => string} keyIn
 */
function single(entries, keyIn) {
  /** @type {Map<string, Entry | null>} */
  const found = new Map();
  for (const entry of entries) found.set(keyIn(entry), found.has(keyIn(entry)) ? null : entry);
  return (/** @type {string} */ key) => found.get(key) || undefined;
}

/**
 * A number decides where both sides have one. Else name and school must point at one entry only; where one side has no
 * school, the name at one entry of the whole roster.
 * @param {Entry[]} entries
 * @returns {Pick<Roster, "find" | "namesake">}
 */
function finders(entries) {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const named = entries.filter(({ who }) => who.name);
  const byNameAndSchool = single(named, ({ who }) => `${who.name}\t${who.school}`);
  const byName = single(named, ({ who }) => who.name);
  const namesake = (/** @type {Who} */ { name, school }) => byNameAndSchool(`${name}\t${school}`);
  const find = (/** @type {Who} */ who) => {
    const exact = keyOf(who) && byKey.get(keyOf(who));
    if (exact) return exact;
    const entry = namesake(who) || byName(who.name);
    if (!entry || (entry.who.number && who.number)) return undefined;
    return entry.who.school && who.school && entry.who.school !== who.school ? undefined : entry;
  };
  return { find, namesake };
}

/** @param {import("./roster-table.js").Line[]} lines */
function noTable(lines) {
  const { line, text, hasIdentity } = seenIn(lines);
  const more = hasIdentity ? `${NO_IDENTITY}。` : "表头请一起带上。";
  return `名单缺少列：至少要有“编号”，或者“姓名”和“学校”两列。第 ${line} 行现在是：${text}。${more}`;
}

/** Says once, without repeating any of them, that numbers of identity cards were not used. @param {number[]} cards @returns {RosterProblem[]} */
function ofCards([line, ...others]) {
  if (line === undefined) return [];
  const more = others.length > 0 ? `等 ${others.length + 1} 行` : "";
  return [{ line, reason: `${more}的编号像是身份证号，没有用它，凭姓名和学校核对。${NO_IDENTITY}` }];
}

/**
 * @param {string} text
 * @param {Record<string, string>} titles slug → title of the tracks that count
 * @returns {{roster: Roster | null, reason: string}} reason: what is wrong with the whole, and the cure
 */
export function readRoster(text, titles) {
  const lines = linesOf(text);
  const people = findPeople(lines);
  if (!people) return { roster: null, reason: noTable(lines) };
  /** @type {RosterProblem[]} */
  const problems = people.notes.map((line) => ({ line, reason: "像是说明或合计，不是人，没有计入应考" }));
  if (people.hasIdentity) problems.push({ line: people.header, reason: `身份证号那一列没有读。${NO_IDENTITY}` });
  /** @type {number[]} */
  const cards = [];
  const entries = people.rows.flatMap(({ line, cells }) => readEntry(cells, line, titles, problems, cards) || []);
  if (entries.length === 0) return { roster: null, reason: "名单里一个人也没有。表头的下一行起，每行写一人。" };
  problems.push(...ofCards(cards));
  const kept = joined(entries, problems);
  problems.sort((a, b) => a.line - b.line || compareText(a.reason, b.reason));
  return { roster: { entries: kept, problems, ...finders(kept) }, reason: "" };
}
