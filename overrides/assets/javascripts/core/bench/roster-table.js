// Finds the table of people in a roster, under whatever title and headings a school gave it.
// Mirrors scripts/portal/reports/roster_table.py, for one sheet.
// @ts-check
import { parseCsv } from "../csv.js";
import { clean } from "./identity.js";

/** @typedef {{row: string[], line: number}} Line */
/** @typedef {{header: number, hasIdentity: boolean, rows: {line: number, cells: Record<string, string>}[], notes: number[]}} People */

/** Field → the headings that mean it, without spaces, brackets and stars, in half width. @type {Record<string, string[]>} */
export const HEADERS = {
  number: [
    "编号", "工号", "教师编号", "人员编号", "职工号", "职工编号", "教职工号", "教职工编号", "教工号", "教师工号", "员工编号", "员工号",
    "工作证号", "学员编号", "学号", "number", "no", "no.", "id",
  ],
  name: ["姓名", "名字", "教师姓名", "老师姓名", "学员姓名", "参训教师", "教师", "老师", "name"],
  school: [
    "学校", "单位", "学校名称", "单位名称", "所在学校", "任教学校", "所属学校", "所在单位", "工作单位", "工作单位名称", "学校全称", "school",
  ],
  county: ["区县", "县区", "县市区", "县", "区", "市县区", "所在区县", "所属区县", "区县名称", "county"],
  track: [
    "轨道", "证书", "类别", "证书类别", "证书类型", "报考类别", "报考证书", "报名类别", "申报类别", "申报证书", "培训类别", "track",
  ],
};
const IDENTITY = ["身份证", "证件号"];
const MOST_ABOVE = 20;
const ASIDE = /\([^()]*\)|\[[^[\]]*\]|【[^】]*】|[\s*:·、,]|必填/g;
const NOTE = /^[*※]?\s*(?:注|说明|备注|填表|制表|填报|报送|合计|总计|小计|共计|共\s*\d|联系|审核|负责人|单位\(|学校\(盖章)/;

/** @param {string} text in the form in which headings are compared */
export const heading = (text) => clean(text).toLowerCase().replace(ASIDE, "");

/** @param {string} text */
const isIdentity = (text) => IDENTITY.some((word) => heading(text).includes(word));

/** Field → place, for the headings that are known; of several for one field, the usual one. @param {string[]} row @returns {Record<string, number>} */
function placesIn(row) {
  const names = row.map(heading);
  const found = Object.entries(HEADERS).map(([field, synonyms]) => {
    const synonym = synonyms.find((one) => names.includes(one));
    return /** @type {const} */ ([field, synonym === undefined ? -1 : names.indexOf(synonym)]);
  });
  return Object.fromEntries(found.filter(([, place]) => place >= 0));
}

/** How much a row is a header; 0: not at all. @param {Record<string, number>} places */
const rank = (places) => ("number" in places || ("name" in places && "school" in places) ? Object.keys(places).length : 0);

/** @param {string[]} row @param {Record<string, string>} cells */
function isNote(row, cells) {
  const texts = row.map(clean).filter(Boolean);
  return texts.length > 0 && NOTE.test(texts[0]) && (texts.length <= 2 || !("number" in cells || "name" in cells));
}

/** Excel writes semicolons in some regions, and tabs into the clipboard. @param {string} text */
function markOf(text) {
  const [first] = text.replace(/^[\uFEFF\r\n ]+/, "").split("\n", 1);
  const count = (/** @type {string} */ mark) => first.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** @param {string} text of a table: CSV, or cells out of a spreadsheet @returns {Line[]} those that are not blank */
export function linesOf(text) {
  const rows = parseCsv(text.replace(/^\uFEFF+/, ""), markOf(text));
  return rows.map((row, i) => ({ row, line: i + 1 })).filter(({ row }) => row.some((cell) => cell.trim()));
}

/**
 * @param {Line[]} lines
 * @returns {People | null} null: no header with at least a number, or name and school
 */
export function findPeople(lines) {
  const ranks = lines.slice(0, MOST_ABOVE).map(({ row }) => rank(placesIn(row)));
  const best = Math.max(0, ...ranks);
  if (best === 0) return null;
  const at = ranks.indexOf(best);
  const places = placesIn(lines[at].row);
  const isHeaderAgain = (/** @type {string[]} */ row) => JSON.stringify(placesIn(row)) === JSON.stringify(places);
  /** @type {People} */
  const people = { header: lines[at].line, hasIdentity: lines[at].row.some(isIdentity), rows: [], notes: [] };
  for (const { row, line } of lines.slice(at + 1)) {
    const filled = Object.entries(places).filter(([, place]) => (row[place] || "").trim());
    const cells = Object.fromEntries(filled.map(([field, place]) => [field, row[place]]));
    if (isNote(row, cells)) people.notes.push(line);
    else if (!isHeaderAgain(row)) people.rows.push({ line, cells });
  }
  return people;
}

/** What stands in the first line, for whoever has to find out why there is no header. @param {Line[]} lines */
export function seenIn(lines) {
  const [first] = lines;
  const texts = first ? first.row.map(clean).filter(Boolean) : [];
  return { line: first ? first.line : 1, text: texts.join("、").slice(0, 200) || "（空）", hasIdentity: texts.some(isIdentity) };
}
