// The roster of those who should take part, from a CSV file or cells pasted out of a spreadsheet. Drops nobody silently.
// Mirrors scripts/portal/reports/roster.py.
// @ts-check
import { parseCsv } from "../csv.js";
import { compareText } from "../text-order.js";
import { clean, keyOf, whoOf } from "./identity.js";

/** @typedef {import("./identity.js").Who} Who */
/** @typedef {{who: Who, line: number, tracks: string[] | null, county: string, key: string}} Entry tracks: null means all of them */
/** @typedef {{line: number, reason: string}} RosterProblem */
/** @typedef {{entries: Entry[], problems: RosterProblem[], find: (who: Who) => Entry | undefined, namesake: (who: Who) => Entry | undefined}} Roster */

/** @type {Record<string, string[]>} */
export const HEADERS = {
  number: ["编号", "工号", "学号", "教师编号", "人员编号", "职工号", "number", "no", "id"],
  name: ["姓名", "名字", "教师姓名", "老师", "name"],
  school: ["学校", "单位", "学校名称", "所在学校", "工作单位", "school"],
  county: ["区县", "县区", "县市区", "县", "区", "county"],
  track: ["轨道", "证书", "类别", "证书类别", "报考类别", "track"],
};
const SCIENTIFIC = /^\d(\.\d+)?E\+\d+$/;
const GUARD = /^'/;
/** Lines above the header, such as “某县 2026 年名单”. */
const MOST_ABOVE = 10;

/** @param {string[]} row @returns {Record<string, number>} */
function placesIn(row) {
  const names = row.map((name) => clean(name).toLowerCase());
  const found = Object.entries(HEADERS).map(([field, synonyms]) => {
    const synonym = synonyms.find((one) => names.includes(one));
    return /** @type {const} */ ([field, synonym === undefined ? -1 : names.indexOf(synonym)]);
  });
  return Object.fromEntries(found.filter(([, place]) => place >= 0));
}

/** @param {Record<string, number>} places */
const isHeader = (places) => "number" in places || ("name" in places && "school" in places);

/**
 * @param {string} cell
 * @param {Record<string, string>} titles slug → title of the tracks that count
 * @returns {{tracks: string[] | null, strange: string[]}}
 */
function tracksIn(cell, titles) {
  const text = clean(cell).toLowerCase();
  const titled = Object.keys(titles).find((slug) => clean(titles[slug]).toLowerCase() === text);
  if (titled) return { tracks: [titled], strange: [] };
  const words = text.replace(/\s*证/g, "").split(/[,、;/\s]+/).filter(Boolean);
  const tracks = words.filter((word) => word in titles);
  return { tracks: words.length > 0 ? Array.from(new Set(tracks)) : null, strange: words.filter((word) => !(word in titles)) };
}

/**
 * @param {Record<string, string>} cells
 * @param {number} line
 * @param {Record<string, string>} titles
 * @param {RosterProblem[]} problems
 * @returns {Entry | null}
 */
function readEntry(cells, line, titles, problems) {
  const tell = (/** @type {string} */ reason) => { problems.push({ line, reason }); };
  const bare = (/** @type {string} */ field) => (cells[field] || "").replace(GUARD, "");
  const who = whoOf({ number: bare("number"), name: bare("name"), school: bare("school") });
  if (!who.number && !who.name) {
    tell("没有编号也没有姓名，没有计入应考");
    return null;
  }
  if (!keyOf(who)) tell(`“${who.name}”没有编号也没有学校，只能凭姓名核对`);
  if (SCIENTIFIC.test(who.number)) tell(`编号“${who.number}”像是被 Excel 改成了科学计数法，请把该列设为文本`);
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

/** Excel writes semicolons in some regions, and tabs into the clipboard. @param {string} text */
function markOf(text) {
  const [first] = text.replace(/^[\uFEFF\r\n ]+/, "").split("\n", 1);
  const count = (/** @type {string} */ mark) => first.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/**
 * @param {string} text
 * @param {Record<string, string>} titles slug → title of the tracks that count
 * @returns {{roster: Roster | null, reason: string}} reason: what is wrong with the whole, and the cure
 */
export function readRoster(text, titles) {
  const rows = parseCsv(text.replace(/^\uFEFF+/, ""), markOf(text))
    .map((row, i) => ({ row, line: i + 1 }))
    .filter(({ row }) => row.some((cell) => cell.trim()));
  const above = rows.slice(0, MOST_ABOVE).findIndex(({ row }) => isHeader(placesIn(row)));
  if (above < 0) {
    const seen = rows.length > 0 ? rows[0].row.map(clean).filter(Boolean).join("、") : "";
    return { roster: null, reason: `名单缺少列：至少要有“编号”，或者“姓名”和“学校”两列。第一行现在是：${seen.slice(0, 200) || "（空）"}。表头请一起带上。` };
  }
  const places = placesIn(rows[above].row);
  /** @type {RosterProblem[]} */
  const problems = [];
  const entries = rows.slice(above + 1).map(({ row, line }) =>
    readEntry(Object.fromEntries(Object.entries(places).map(([field, place]) => [field, row[place] || ""])), line, titles, problems));
  const kept = joined(entries.flatMap((entry) => (entry ? [entry] : [])), problems);
  if (kept.length === 0) return { roster: null, reason: "名单里一个人也没有。表头下面，每行一人。" };
  problems.sort((a, b) => a.line - b.line || compareText(a.reason, b.reason));
  return { roster: { entries: kept, problems, ...finders(kept) }, reason: "" };
}
