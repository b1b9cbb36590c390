// When an anchor of the calendar is in a school year: a day, a week, a month. Today is passed in.
// Says the same as scripts/portal/model/anchor.py; tests/contracts/school-year.json holds both to it.
// @ts-check
import { TERM_NAMES, addDays, mondayOf, monthOf, twoDigits, weekdayOf, weeksOf, yearOfMonth } from "./school-year.js";

/** @typedef {import("./school-year.js").SchoolYear} SchoolYear */
/** @typedef {import("./school-year.js").Week} Week */
/**
 * @typedef {object} Span
 * @property {string} first
 * @property {string} last
 * @property {number} month under which it stands on the page, 1 to 12
 * @property {Week[]} weeks the teaching weeks it touches, none in the holidays
 */

const DAY = /^(week of )?(\d\d)-(\d\d)$/;
const WEEK = /^term ([12]) week (-?[1-9]\d?)$/;
const MONTH = /^month ([1-9]|1[0-2])$/;
const WEEKDAYS = "一二三四五六日";

/** @param {string} day @returns {string} the last day of its month */
const lastOf = (day) => addDays(`${addDays(`${day.slice(0, 8)}28`, 4).slice(0, 8)}01`, -1);

/** @param {string} day */
const dayOf = (day) => Number(day.slice(8));

/** The nth week of a term, or by -1 its last; beyond an end the week at that end. @param {Week[]} weeks @param {number} number */
const nth = (weeks, number) =>
  weeks[Math.min(Math.max(number > 0 ? number - 1 : weeks.length + number, 0), weeks.length - 1)];

/** @param {SchoolYear} year @param {number} month @param {number} day */
const inYear = (year, month, day) => `${yearOfMonth(year, month)}-${twoDigits(month)}-${twoDigits(day)}`;

/** @param {SchoolYear} year @param {number} term @param {number} number @returns {Span} */
function spanOfWeek(year, term, number) {
  const week = nth(weeksOf(year).filter((one) => one.term === term), number);
  const { first, last } = year.terms[term - 1];
  const { monday, friday, month } = week;
  return { first: first > monday ? first : monday, last: last < friday ? last : friday, month, weeks: [week] };
}

/**
 * @param {SchoolYear} year
 * @param {string} when as the calendar's front matter writes it
 * @returns {Span | null} null for what it would not write
 */
export function spanOf(year, when) {
  const week = WEEK.exec(when);
  if (week) return spanOfWeek(year, Number(week[1]), Number(week[2]));
  const wholeMonth = MONTH.exec(when);
  if (wholeMonth) {
    const month = Number(wholeMonth[1]);
    const first = inYear(year, month, 1);
    return { first, last: lastOf(first), month, weeks: weeksOf(year).filter((one) => one.month === month) };
  }
  const day = DAY.exec(when);
  if (!day) return null;
  const month = Number(day[2]);
  const named = inYear(year, month, Number(day[3]));
  const monday = mondayOf(named);
  const [first, last] = day[1] ? [monday, addDays(monday, 6)] : [named, named];
  return { first, last, month, weeks: weeksOf(year).filter((one) => one.monday === monday) };
}

/** @param {Span} span */
function daysInWords({ first, last }) {
  const start = `${monthOf(first)} 月 ${dayOf(first)} 日`;
  if (first === last) return `${start}（周${WEEKDAYS[weekdayOf(first)]}）`;
  if (dayOf(first) === 1 && last === lastOf(first)) return `${monthOf(first)} 月`;
  return `${start}至 ${monthOf(last) === monthOf(first) ? "" : `${monthOf(last)} 月 `}${dayOf(last)} 日`;
}

/** @param {Span} span */
function weeksInWords({ weeks }) {
  if (weeks.length === 0) return "假期里";
  const [first, last] = [weeks[0], weeks[weeks.length - 1]];
  const start = `${TERM_NAMES[first.term - 1]}第 ${first.number}`;
  if (first === last) return `${start} 周`;
  if (first.term === last.term) return `${start}—${last.number} 周`;
  return `${start} 周至${TERM_NAMES[last.term - 1]}第 ${last.number} 周`;
}

/** In words, without the year: 10 月 10 日（周六） · 上学期第 6 周. @param {Span} span */
export const spanInWords = (span) => `${daysInWords(span)} · ${weeksInWords(span)}`;
