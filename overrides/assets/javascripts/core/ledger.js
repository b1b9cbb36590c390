// 课时台账: which class had how many periods in each month, against the quota, and what is to come.
// Computes from the entries whenever it is shown; stores nothing. Half periods count. What counts, and where, is what
// scripts/portal/reports/taught.py counts: a teacher and the report must not differ.
// @ts-check
import { gradeOfClass, tidyLabel } from "./class-label.js";
import { MONTHS, monthOf } from "./school-year.js";
import { compareText } from "./text-order.js";

/** @typedef {import("./items.js").Taught} Taught */
/** @typedef {"past" | "now" | "coming"} Phase */
/** @typedef {{month: number, taught: number, missing: number, phase: Phase}} MonthCount missing: only where the month is over */
/**
 * @typedef {object} ClassCount one class in one school year; all numbers are periods
 * @property {string} label
 * @property {number} grade
 * @property {number} quota for each month
 * @property {MonthCount[]} months ten, from September on
 * @property {number} taught
 * @property {number} due by the end of the school year
 * @property {number} behind how much is missing so far, what was given beyond the quota taken off
 * @property {number} short how much will be missing at the end, at the pace so far
 */

export const OTHER = "other";
const LESSON = /^grade-(\d{1,2})\/(.*)$/;
const [FIRST_MONTH] = MONTHS;
const LAST_MONTH = MONTHS[MONTHS.length - 1];
const JULY = 7;

/** @param {string} lesson */
export const gradeOfLesson = (lesson) => Number((LESSON.exec(lesson) || [])[1]);

/** @param {string} lesson whether it is one of the school's own, whose title stands in the note */
export const isOther = (lesson) => (LESSON.exec(lesson) || [])[2] === OTHER;

/** Sums of halves, without what binary fractions leave behind. @param {number} periods */
const round = (periods) => Math.round(periods * 100) / 100;

/**
 * Where a day counts. The school year often ends in the first days of July: they belong to its last month.
 * @param {string} day
 * @returns {{year: number, month: number}} year: the calendar year in which the school year began
 */
export function placeOf(day) {
  const [year, month] = day.split("-").map(Number);
  return { year: month >= FIRST_MONTH ? year : year - 1, month: month === JULY ? LAST_MONTH : month };
}

/**
 * The entries that hold: an entry of 0 periods was withdrawn.
 * @param {Taught[]} lessons
 */
export const heldEntries = (lessons) => lessons.filter(({ periods }) => periods > 0);

/** @param {Taught} entry @returns {{label: string, grade: number}} */
export function classOf(entry) {
  const label = tidyLabel(entry.class);
  return { label, grade: gradeOfClass(label, gradeOfLesson(entry.lesson)) };
}

/** @param {Taught} entry */
export function classKey(entry) {
  const { label, grade } = classOf(entry);
  return `${grade}/${label}`;
}

/**
 * Why an entry that holds is not counted; "" where it is.
 * @param {Taught} entry
 * @param {string} today
 */
export function whyNotCounted(entry, today) {
  const { label, grade } = classOf(entry);
  if (entry.date > today) return "日期还没到，先不计入";
  if (!MONTHS.includes(placeOf(entry.date).month)) return "8 月不在上课的十个月里，不计入";
  if (label === "") return "没有写班级，不计入";
  return grade >= 1 && grade <= 12 ? "" : "没有这个年级，不计入";
}

/**
 * A lesson of one class on one day counts once, however its class was typed: the entry with more periods stands.
 * @param {Taught[]} lessons
 * @param {string} today
 */
function countedEntries(lessons, today) {
  /** @type {Map<string, Taught>} */
  const counted = new Map();
  for (const entry of heldEntries(lessons).filter((one) => whyNotCounted(one, today) === "")) {
    const key = `${entry.date} ${entry.lesson} ${classKey(entry)}`;
    const other = counted.get(key);
    if (!other || other.periods < entry.periods) counted.set(key, entry);
  }
  return Array.from(counted.values());
}

/** Newest first, and one order for all that happened on one day. @param {Taught} a @param {Taught} b */
export const newestFirst = (a, b) =>
  compareText(b.date, a.date) || compareText(a.class, b.class) || compareText(a.lesson, b.lesson);

/**
 * @param {Taught[]} lessons
 * @param {string} today
 * @returns {number[]} the present school year and those with entries, latest first
 */
export function schoolYears(lessons, today) {
  const years = [today, ...heldEntries(lessons).map(({ date }) => date)].map((day) => placeOf(day).year);
  return Array.from(new Set(years)).sort((a, b) => b - a);
}

/**
 * The classes known for a grade, last used first.
 * @param {Taught[]} lessons
 * @param {number} grade of the lessons
 * @returns {string[]}
 */
export function knownClasses(lessons, grade) {
  const last = (/** @type {Taught} */ entry) => entry.at || `${entry.date}T00:00:00Z`;
  const ofGrade = heldEntries(lessons).filter(({ lesson }) => gradeOfLesson(lesson) === grade);
  ofGrade.sort((a, b) => compareText(last(b), last(a)) || newestFirst(a, b));
  return Array.from(new Set(ofGrade.map((entry) => tidyLabel(entry.class)))).filter(Boolean);
}

/**
 * An entry of the same lesson for the same class on the same day, which another one would write over.
 * @param {Taught[]} lessons
 * @param {Taught} entry
 */
export function sameEntry(lessons, entry) {
  const label = tidyLabel(entry.class);
  return heldEntries(lessons).find((other) =>
    other.lesson === entry.lesson && other.date === entry.date && tidyLabel(other.class) === label);
}

/** @param {number} year @param {number} index @param {string} today @returns {Phase} */
function phaseOf(year, index, today) {
  const now = { year: placeOf(today).year, month: monthOf(today) };
  const isOver = year < now.year || !MONTHS.includes(now.month);
  const position = year <= now.year && isOver ? MONTHS.length : MONTHS.indexOf(now.month);
  if (year > now.year) return "coming";
  if (index < position) return "past";
  return index === position ? "now" : "coming";
}

/**
 * What will be missing at the end if the class goes on as it did in the whole months since its first entry.
 * @param {MonthCount[]} months
 * @param {number} quota
 */
function shortAtEnd(months, quota) {
  const first = months.findIndex(({ taught }) => taught > 0);
  const whole = months.slice(Math.max(first, 0)).filter(({ phase }) => phase === "past");
  const sum = whole.reduce((total, { taught }) => total + taught, 0);
  const pace = whole.length > 0 ? Math.min(sum / whole.length, quota) : quota;
  const expected = months.map(({ taught, phase }) => (phase === "past" ? taught : Math.max(taught, pace)));
  const gap = quota * months.length - expected.reduce((total, periods) => total + periods, 0);
  // In halves, upwards: a third of a period cannot be given.
  return Math.max(0, Math.ceil(round(gap) * 2) / 2);
}

/** @param {MonthCount[]} months @param {number} quota */
function behindSoFar(months, quota) {
  const gaps = months.map(({ taught, phase }) => (phase === "past" ? quota : Math.min(quota, taught)) - taught);
  return Math.max(0, round(gaps.reduce((total, gap) => total + gap, 0)));
}

/**
 * @param {Taught[]} entries of one class in one school year
 * @param {number} year
 * @param {string} today
 * @param {number} quota
 * @returns {ClassCount}
 */
function countClass(entries, year, today, quota) {
  const months = MONTHS.map((month, index) => {
    const of = entries.filter(({ date }) => placeOf(date).month === month);
    const taught = round(of.reduce((total, { periods }) => total + periods, 0));
    const phase = phaseOf(year, index, today);
    return { month, taught, missing: phase === "past" ? round(Math.max(0, quota - taught)) : 0, phase };
  });
  return {
    ...classOf(entries[0]), quota, months,
    taught: round(months.reduce((total, month) => total + month.taught, 0)),
    due: round(quota * MONTHS.length),
    behind: behindSoFar(months, quota),
    short: shortAtEnd(months, quota),
  };
}

/**
 * @param {Taught[]} lessons
 * @param {{year: number, today: string, quotaOf: (grade: number) => number}} options
 * @returns {ClassCount[]} by grade and label
 */
export function countClasses(lessons, { year, today, quotaOf }) {
  /** @type {Map<string, Taught[]>} */
  const classes = new Map();
  for (const entry of countedEntries(lessons, today)) {
    if (placeOf(entry.date).year === year) classes.set(classKey(entry), [...(classes.get(classKey(entry)) || []), entry]);
  }
  const counts = Array.from(classes.values(), (of) => countClass(of, year, today, quotaOf(classOf(of[0]).grade)));
  const natural = (/** @type {string} */ text) => text.replace(/\d+/g, (digits) => digits.padStart(4, "0"));
  return counts.sort((a, b) => a.grade - b.grade || compareText(natural(a.label), natural(b.label)));
}
