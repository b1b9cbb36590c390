// What the ledger's numbers mean, in words. Says nothing that core/ledger.js has not counted.
// @ts-check
import { isOther, placeOf, whyNotCounted } from "./ledger.js";

/** @typedef {import("./items.js").Taught} Taught */
/** @typedef {import("./ledger.js").ClassCount} ClassCount */
/**
 * @typedef {{title: string, url: string, grade: number, month: number, period: number, area?: string,
 *   revision?: number, changes?: import("./changes.js").Change[]}} LessonInfo
 */
/** @typedef {Record<string, {name: string, periods: number}>} Grades by their number */

/** A class may be asked to make up for this much in one month. */
const MOST_AT_ONCE = 2;
const NUMERALS = "一二三四五六七八九";

/** @param {string} day @returns {string} 11 月 22 日 */
export function dayWords(day) {
  const [, month, date] = day.split("-").map(Number);
  return `${month} 月 ${date} 日`;
}

/** @param {number} year @returns {string} 2026—2027 学年 */
export const yearWords = (year) => `${year}—${year + 1} 学年`;

/** @param {string} label */
export const labelWords = (label) => label || "（没写班级）";

/** @param {number} grade @param {Grades} grades */
export function gradeWords(grade, grades) {
  return grades[String(grade)] ? grades[String(grade)].name : `${NUMERALS[grade - 1] || grade}年级`;
}

/**
 * @param {Taught} entry
 * @param {Record<string, LessonInfo> | null} lessons null: the catalogue could not be read
 * @returns {{title: string, url: string}} url "" where there is no page to open
 */
export function lessonWords(entry, lessons) {
  if (isOther(entry.lesson)) return { title: `学校自己的课：${entry.note || "没有写课名"}`, url: "" };
  const known = lessons && Object.prototype.hasOwnProperty.call(lessons, entry.lesson) ? lessons[entry.lesson] : null;
  if (known) return { title: known.title, url: known.url };
  return { title: lessons ? `教案目录里已没有这一课：${entry.lesson}` : entry.lesson, url: "" };
}

/** As it stands on paper. @param {ClassCount["months"][number]} month @returns {string} “1（缺 1）”, or nothing yet */
export function monthWords({ taught, missing, phase }) {
  if (phase === "coming" && taught === 0) return "";
  return `${taught}${missing > 0 ? `（缺 ${missing}）` : ""}`;
}

/** @param {ClassCount} count @param {number} left months that are still to come, this one included */
function cure({ behind, short, quota }, left) {
  if (behind === 0) return `往后每月上满 ${quota} 课时就够。`;
  if (left > 1 && behind > MOST_AT_ONCE) return `往后 ${left} 个月，每月上 ${quota + Math.ceil((behind / left) * 2) / 2} 课时就能补齐。`;
  // Making up is enough only for those who also keep to the quota.
  const others = short > behind ? `往后每月上满 ${quota} 课时，` : "";
  return `${others}${left === 1 ? "这个月" : "下个月"}补上 ${behind} 课时就够。`;
}

/**
 * How the class stands, and what would help.
 * @param {ClassCount} count
 * @returns {string}
 */
export function forecastWords(count) {
  const { months, taught, due, short, behind } = count;
  const left = months.filter(({ phase }) => phase !== "past").length;
  if (left === 0) return taught >= due ? `这学年上了 ${taught} 课时，达到定额。` : `这学年上了 ${taught} 课时，比定额少 ${Math.round((due - taught) * 100) / 100} 课时。`;
  if (taught >= due) return "这学年的定额已经上满。";
  if (short === 0 && behind === 0) return `照现在的进度，到六月能上满 ${due} 课时。`;
  return `照现在的进度，到六月还差 ${Math.max(short, behind)} 课时；${cure(count, left)}`;
}

/**
 * The ledger as a table for Excel: one row for each entry.
 * @param {Taught[]} entries
 * @param {Record<string, LessonInfo> | null} lessons
 * @param {(entry: Taught) => {grade: string, label: string}} classOf
 * @param {string} today
 * @returns {string[][]}
 */
export function ledgerRows(entries, lessons, classOf, today) {
  const head = ["学年", "年级", "班级", "日期", "计入月份", "课", "课时", "备注", "编号"];
  const rows = entries.map((entry) => {
    const { year, month } = placeOf(entry.date);
    const { grade, label } = classOf(entry);
    const note = isOther(entry.lesson) ? "" : entry.note || "";
    const counted = whyNotCounted(entry, today) || `${month} 月`;
    return [yearWords(year), grade, label, entry.date, counted, lessonWords(entry, lessons).title, String(entry.periods), note, entry.lesson];
  });
  return [head, ...rows];
}
