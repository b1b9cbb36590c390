// The table form of a record: opens in Excel, loses nothing, and no cell can start a formula.
// Mirrors scripts/portal/records/csv_form.py. Titles and verdicts in it are for the eye and are never read back.
// @ts-check
import { attemptKey, lessonKey } from "./items.js";
import { SCHEMA, readRecord, unreadable } from "./record.js";
import { canonical, compareText } from "./text-order.js";

/** @typedef {import("./record.js").PortalRecord} PortalRecord */
/** @typedef {import("./record.js").Problem} Problem */
/** @typedef {(id: string, value: string[]) => {title: string, verdict: string}} Describe */

const HEADER = ["类别", "编号", "标题", "首次作答", "首次时间", "最近作答", "最近时间", "次数", "判定（仅供参考）", "历次作答"];
const BOM = "\uFEFF";
const RISKY = /^[=+\-@\t\r']/;
const GUARDED = /^'(?=[=+\-@\t\r'])/;

/** @param {unknown} cell */
function writeCell(cell) {
  const text = String(cell);
  const safe = typeof cell !== "number" && RISKY.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * @param {unknown[][]} rows
 * @returns {string} with a byte order mark, or Excel would read it as GBK
 */
export function writeTable(rows) {
  return `${BOM}${rows.map((row) => row.map(writeCell).join(",")).join("\r\n")}\r\n`;
}

/** @param {Record<string, unknown>} cells by the names of the header */
function orderCells(cells) {
  return HEADER.map((name) => (cells[name] === undefined ? "" : cells[name]));
}

/** @param {PortalRecord} record */
function headRows(record) {
  const facts = { schema: record.schema, release: record.release, exported: record.exported, ...record.learner };
  return Object.entries(facts)
    .filter(([, value]) => value)
    .map(([name, value]) => ({ 类别: "资料", 编号: name, 标题: value }));
}

/** @param {PortalRecord} record @param {Describe} describe */
function answerRows(record, describe) {
  return Object.keys(record.answers).sort(compareText).map((id) => {
    const { first, latest, tries, log } = record.answers[id];
    const { title, verdict } = describe(id, latest.value);
    return {
      类别: "作答", 编号: id, 标题: title,
      首次作答: canonical(first.value), 首次时间: first.at,
      最近作答: canonical(latest.value), 最近时间: latest.at,
      次数: tries, "判定（仅供参考）": verdict, 历次作答: log && canonical(log),
    };
  });
}

/** @param {PortalRecord} record */
function unitRows(record) {
  return Object.keys(record.units).sort(compareText).map((id) => {
    const { opened, finished, revision, seconds } = record.units[id];
    return { 类别: "单元", 编号: id, 首次作答: revision, 首次时间: opened, 最近时间: finished, 次数: seconds };
  });
}

/** @param {PortalRecord} record @param {Describe} describe */
function favouriteRows({ favourites = {} }, describe) {
  return Object.keys(favourites).sort(compareText).map((id) => {
    const { on, at } = favourites[id];
    return { 类别: "收藏", 编号: id, 标题: describe(id, []).title, 最近作答: Number(on), 最近时间: at };
  });
}

/**
 * @template T
 * @param {string} kind
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 */
function wholeRows(kind, items, keyOf) {
  return items.map((item) => ({ 类别: kind, 编号: keyOf(item), 首次作答: canonical(item) }));
}

/**
 * @param {PortalRecord} record
 * @param {Describe} [describe]
 */
export function writeCsv(record, describe = () => ({ title: "", verdict: "" })) {
  const rows = [
    ...headRows(record),
    ...answerRows(record, describe),
    ...unitRows(record),
    ...wholeRows("模拟考", record.attempts, attemptKey),
    ...wholeRows("上课", record.lessons, lessonKey),
    ...favouriteRows(record, describe),
  ];
  return writeTable([HEADER, ...rows.map(orderCells)]);
}

/**
 * RFC 4180, and bare line feeds too, because editors leave them.
 * @param {string} text
 * @param {string} [mark] what stands between two cells
 * @returns {string[][]}
 */
export function parseCsv(text, mark = ",") {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const row = rows[rows.length - 1];
    const sign = text[i];
    if (quoted && sign === '"' && text[i + 1] === '"') {
      row[row.length - 1] += '"';
      i += 1;
    } else if (sign === '"' && (quoted || row[row.length - 1] === "")) quoted = !quoted;
    else if (quoted) row[row.length - 1] += sign;
    else if (sign === mark) row.push("");
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[i + 1] === "\n") i += 1;
      rows.push([""]);
    } else row[row.length - 1] += sign;
  }
  return rows;
}

/** @param {string} text */
export function looksLikeCsv(text) {
  return text.replace(/[\uFEFF"]/g, "").startsWith("类别,编号");
}

/**
 * @param {any} input the record in the making
 * @param {Record<string, string>} cells
 */
function readRow(input, cells) {
  const [kind, id] = [cells.类别, cells.编号];
  if (kind === "资料" && ["name", "number", "school"].includes(id)) input.learner[id] = cells.标题;
  else if (kind === "资料" && ["release", "exported"].includes(id)) input[id] = cells.标题;
  else if (kind === "作答") {
    input.answers.push([id, {
      first: { value: JSON.parse(cells.首次作答), at: cells.首次时间 },
      latest: { value: JSON.parse(cells.最近作答), at: cells.最近时间 },
      tries: Number(cells.次数),
      ...(cells.历次作答 ? { log: JSON.parse(cells.历次作答) } : {}),
    }]);
  } else if (kind === "单元") {
    input.units.push([id, {
      opened: cells.首次时间,
      ...(cells.最近时间 ? { finished: cells.最近时间 } : {}),
      ...(cells.首次作答 ? { revision: Number(cells.首次作答) } : {}),
      seconds: Number(cells.次数),
    }]);
  } else if (kind === "模拟考") input.attempts.push(JSON.parse(cells.首次作答));
  else if (kind === "上课") input.lessons.push(JSON.parse(cells.首次作答));
  else if (kind === "收藏") input.favourites.push([id, { on: cells.最近作答 === "1", at: cells.最近时间 }]);
  else if (kind !== "资料") throw new SyntaxError("unknown kind");
}

/** @param {string[]} names @param {string[]} row */
function nameCells(names, row) {
  return Object.fromEntries(names.map((name, i) => [name, (row[i] || "").replace(GUARDED, "")]));
}

/**
 * @param {string} text
 * @returns {import("./record.js").Reading}
 */
export function readCsv(text) {
  const [names, ...rows] = parseCsv(text.replace(/^\uFEFF+/, ""));
  const missing = HEADER.slice(0, 8).filter((name) => !names.includes(name));
  if (missing.length > 0) return unreadable("表格", `缺少列：${missing.join("、")}（请不要改动表头）`);
  /** @type {Problem[]} */
  const problems = [];
  /** @type {any} */
  const input = { learner: {}, answers: [], units: [], attempts: [], lessons: [], favourites: [] };
  rows.forEach((row, i) => {
    if (row.every((cell) => cell === "")) return;
    try {
      readRow(input, nameCells(names, row));
    } catch (error) {
      problems.push({ where: `表格第 ${i + 2} 行`, reason: "读不出来" });
    }
  });
  const { learner, answers, units, favourites, ...rest } = input;
  const named = Object.keys(learner).length > 0 ? { learner } : {};
  const maps = { answers: Object.fromEntries(answers), units: Object.fromEntries(units), favourites: Object.fromEntries(favourites) };
  const reading = readRecord({ schema: SCHEMA, ...rest, ...named, ...maps });
  return { record: reading.record, problems: [...problems, ...reading.problems] };
}
