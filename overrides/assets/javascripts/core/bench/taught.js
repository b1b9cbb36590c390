// A person's lessons taught, one by one: for which class, whether each counts, what does not fit.
// Mirrors scripts/portal/reports/taught.py and plan.py.
// @ts-check
import { gradeOfLesson, isOther, placeOf } from "../ledger.js";
import { siteQuota } from "../quotas.js";
import { MONTHS } from "../school-year.js";
import { lookUp } from "../text-order.js";
import { classOf, gradeOf } from "./classes.js";
import { some } from "./flags.js";
import { oneLine } from "./identity.js";

/** @typedef {import("../items.js").Taught} Taught */
/** @typedef {import("./flags.js").Flag} Flag */
/** @typedef {{year: number, today: string, due: number[], titles: Record<string, {title: string}>, quotaOf: (grade: number) => number, gradeName: (grade: number) => string}} Plan due: teaching months that have begun */
/** @typedef {{counts: boolean, reason: string, kind: string}} Verdict kind: the flag it is worth, or "" */
/** @typedef {{lesson: string, title: string, grade: number, classKey: string, label: string, day: string, month: number, periods: number, verdict: Verdict}} Held */

const MOST_A_DAY = 8;
const [FIRST_MONTH] = MONTHS;

/** @param {boolean} counts @param {string} reason @param {string} kind @returns {Verdict} */
const verdict = (counts, reason = "", kind = "") => ({ counts, reason, kind });

const FINE = verdict(true);
const UNKNOWN = verdict(true, "教案目录里没有这一课", "不认识的课");
const OTHER_GRADE = verdict(true, "班级名和课的年级不同，算在班级名的年级", "课和班级不同年级");
const WITHDRAWN = verdict(false, "已撤回");
export const OTHER_YEAR = verdict(false, "其他学年");
const MISDATED = verdict(false, "本学年里记的，日期却在以前的学年", "上课日期不在本学年");
const LATE = verdict(false, "日期在汇总日期之后", "上课日期在将来");
const HOLIDAY = verdict(false, "8 月不在上课的十个月里", "上课日期在假期");
const NO_CLASS = verdict(false, "没有写班级", "上课记录没有班级");
const NO_GRADE = verdict(false, "没有这个年级", "不认识的年级");
const FLAGGED = [LATE, MISDATED, HOLIDAY, NO_CLASS, NO_GRADE, UNKNOWN, OTHER_GRADE];

const NAMES = ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "初一", "初二", "初三", "高一", "高二", "高三"];

/**
 * What periods are held against on a day.
 * @param {import("../progress.js").Catalogue} catalogue
 * @param {string} today
 * @returns {Plan}
 */
export function planOf({ lessons, grades }, today) {
  const { year } = placeOf(today);
  const month = Number(today.slice(5, 7));
  const due = MONTHS.includes(month) ? MONTHS.slice(0, MONTHS.indexOf(month) + 1) : MONTHS;
  return {
    year, today, due, titles: lessons,
    quotaOf: (grade) => siteQuota(grades, grade),
    gradeName: (grade) => NAMES[grade - 1] || "",
  };
}

/** So that texts sort as months: 2026-09. @param {Plan} plan @param {number} month */
export const monthName = ({ year }, month) => `${month >= FIRST_MONTH ? year : year + 1}-${String(month).padStart(2, "0")}`;

/** @param {Taught} entry @param {Plan} plan @returns {Verdict} */
function dated({ date, periods, at = "" }, plan) {
  const { year } = placeOf(date);
  if (date <= plan.today && year !== plan.year) {
    const isWrittenNow = at !== "" && placeOf(at.slice(0, 10)).year === plan.year;
    return year < plan.year && periods > 0 && isWrittenNow ? MISDATED : OTHER_YEAR;
  }
  if (periods === 0) return WITHDRAWN;
  if (date > plan.today) return LATE;
  return MONTHS.includes(placeOf(date).month) ? FINE : HOLIDAY;
}

/** @param {string} lesson @param {import("./classes.js").ClassLabel} label @param {Plan} plan @returns {Verdict} */
function placed(lesson, label, plan) {
  const grade = gradeOf(label, gradeOfLesson(lesson));
  if (!label.key) return NO_CLASS;
  if (grade < 1 || grade > 12) return NO_GRADE;
  if (!isOther(lesson) && !lookUp(plan.titles, lesson)) return UNKNOWN;
  return label.grades.length === 0 || label.grades.includes(gradeOfLesson(lesson)) ? FINE : OTHER_GRADE;
}

/** @param {Taught} entry @param {Plan} plan @returns {Held} */
function held(entry, plan) {
  const { lesson } = entry;
  const label = oneLine(entry.class);
  const note = oneLine(entry.note || "");
  const of = classOf(label);
  const first = dated(entry, plan);
  const known = lookUp(plan.titles, lesson);
  return {
    lesson, title: isOther(lesson) ? note || "（没有写课题）" : known ? known.title : lesson,
    grade: gradeOf(of, gradeOfLesson(lesson)), classKey: of.key, label, day: entry.date, month: placeOf(entry.date).month,
    periods: entry.periods, verdict: first === FINE ? placed(lesson, of, plan) : first,
  };
}

/**
 * A person's merged lessons as the tables take them.
 * @param {Taught[]} lessons
 * @param {Plan} plan
 */
export const heldLessons = (lessons, plan) => lessons.map((entry) => held(entry, plan));

/** @param {Held} entry */
export function heldWords({ label, day, title, lesson }) {
  return `${label || "（没有写班级）"} ${day} ${title === lesson ? title : `${title}（${lesson}）`}`;
}

/** @param {Held[]} entries @returns {Flag[]} */
function crowded(entries) {
  /** @type {Map<string, number>} */
  const days = new Map();
  for (const { day, periods, verdict: { counts } } of entries) {
    if (counts) days.set(day, (days.get(day) || 0) + periods);
  }
  const over = Array.from(days).filter(([, periods]) => periods > MOST_A_DAY).sort();
  const words = over.map(([day, periods]) => `${day} 共 ${periods} 课时`);
  return words.length > 0 ? [{ kind: "一天课时过多", detail: `一天超过 ${MOST_A_DAY} 课时，照样计入：${some(words)}` }] : [];
}

/**
 * What does not fit in a person's lessons taught, each kind once.
 * @param {Held[]} entries
 * @returns {Flag[]}
 */
export function oddLessons(entries) {
  const found = FLAGGED.map((one) => ({ one, words: entries.filter((entry) => entry.verdict === one).map(heldWords) }));
  const flags = found.filter(({ words }) => words.length > 0).map(({ one: { kind, reason, counts }, words }) => ({
    kind, detail: `${reason}；${words.length} 条上课记录${counts ? "照样计入" : "没有计入"}：${some(words)}`,
  }));
  return [...flags, ...crowded(entries)];
}
