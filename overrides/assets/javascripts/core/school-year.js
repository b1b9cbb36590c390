// The school year: two terms, their teaching weeks, in which of them a lesson falls. Today is passed in.
// Says the same as scripts/portal/model/calendar.py; tests/contracts/school-year.json holds both to it.
// @ts-check
import { isDate } from "./instant.js";

/** @typedef {{first: string, last: string}} Term first and last day of teaching, as "2026-09-01" */
/** @typedef {{terms: [Term, Term]}} SchoolYear */
/**
 * @typedef {object} Week
 * @property {string} monday
 * @property {string} friday
 * @property {number} number counted from 1 in its term, as schools count them
 * @property {number} term 1 or 2
 * @property {number} month the teaching month whose lessons are given in it
 */

/** In the order of the school year. */
export const MONTHS = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6];
export const TERM_NAMES = ["上学期", "下学期"];
/** The year of a page that names none. */
export const DEFAULT_YEAR = "2026-09-01/2027-01-22 2027-02-22/2027-07-02";

/** Sent to the document when someone has set other dates. */
export const YEAR_CHANGED = "portal-school-year-changed";

/** A school year begins with the summer in which it is prepared. */
const FIRST_MONTH = 7;
const SHORTEST_TERM = 28;
const DAY_MS = 24 * 60 * 60 * 1000;

/** @param {string} day */
const toTime = (day) => Date.parse(`${day}T00:00:00Z`);
/** @param {string} day */
export const yearOf = (day) => Number(day.slice(0, 4));
/** @param {string} day @returns {number} 1 to 12 */
export const monthOf = (day) => Number(day.slice(5, 7));
/** @param {string} day @returns {number} 0 for Monday to 6 for Sunday */
export const weekdayOf = (day) => (new Date(toTime(day)).getUTCDay() + 6) % 7;
/** @param {string} day @param {number} days */
export const addDays = (day, days) => new Date(toTime(day) + days * DAY_MS).toISOString().slice(0, 10);
/** @param {string} day */
export const mondayOf = (day) => addDays(day, -weekdayOf(day));
/** @param {number} number */
export const twoDigits = (number) => String(number).padStart(2, "0");
/** @param {string} a @param {string} b */
const later = (a, b) => (a > b ? a : b);
/** @param {string} a @param {string} b */
const earlier = (a, b) => (a < b ? a : b);

/** The day on the reader's own calendar. @param {number} milliseconds @returns {string} as "2026-11-22" */
export function localDay(milliseconds) {
  const now = new Date(milliseconds);
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
}

/** @param {Term} term The Mondays of its weeks; one that begins on a weekend begins teaching the Monday after. */
function mondaysOf({ first, last }) {
  const mondays = [];
  let monday = mondayOf(weekdayOf(first) > 4 ? addDays(first, 2) : first);
  for (; monday <= last; monday = addDays(monday, 7)) mondays.push(monday);
  return mondays;
}

/**
 * What keeps two terms from making one school year.
 * @param {[Term, Term]} terms
 * @returns {{term: 0 | 1, end: "first" | "last", reason: string} | null}
 */
export function faultOf([autumn, spring]) {
  for (const [term, { first, last }] of /** @type {[0 | 1, Term][]} */ ([[0, autumn], [1, spring]])) {
    if (!isDate(first)) return { term, end: "first", reason: "请选一个日子。" };
    if (!isDate(last)) return { term, end: "last", reason: "请选一个日子。" };
    if (last < first) return { term, end: "last", reason: "最后一天早于第一天，请核对年份和月份。" };
    if (last < addDays(first, SHORTEST_TERM)) return { term, end: "last", reason: "这学期不到四周，请核对年份和月份。" };
  }
  if (monthOf(autumn.first) < FIRST_MONTH) return { term: 0, end: "first", reason: "上学期从秋天开学那天起，应在 7—12 月。" };
  if (spring.first <= autumn.last) return { term: 1, end: "first", reason: "早于上学期的最后一天，请核对年份。" };
  if (yearOf(spring.first) !== yearOf(autumn.first) + 1) {
    return { term: 1, end: "first", reason: "下学期应在上学期开学的次年，请核对年份。" };
  }
  if (mondaysOf(spring)[0] <= mondayOf(autumn.last)) {
    return { term: 1, end: "first", reason: "和上学期的最后一天在同一周，请核对这两天。" };
  }
  if (spring.last > `${yearOf(spring.first)}-08-31`) {
    return { term: 1, end: "last", reason: "过了这一学年的 8 月，请核对年份。" };
  }
  return null;
}

/** @param {unknown} text @returns {SchoolYear | null} null for anything that `writeYear` does not write */
export function readYear(text) {
  const parts = typeof text === "string" ? text.split(/[/ ]/) : [];
  if (parts.length !== 4) return null;
  const [a, b, c, d] = parts;
  /** @type {[Term, Term]} */
  const terms = [{ first: a, last: b }, { first: c, last: d }];
  return faultOf(terms) === null && writeYear({ terms }) === text ? { terms } : null;
}

/** @param {SchoolYear} year */
export const writeYear = ({ terms }) => terms.map(({ first, last }) => `${first}/${last}`).join(" ");

/** @param {string} day @returns {number} the calendar year of its September */
const startsIn = (day) => yearOf(day) - (monthOf(day) < FIRST_MONTH ? 1 : 0);

/** The same day some years on; 29 February becomes the 28th. @param {string} day @param {number} years */
function moved(day, years) {
  const there = `${String(yearOf(day) + years).padStart(4, "0")}${day.slice(4)}`;
  return isDate(there) ? there : there.replace("-02-29", "-02-28");
}

/**
 * The school year that holds today: one's own dates if they are for it, else the site's, else the newer of the two
 * moved by whole years.
 * @param {string | null | undefined} siteText
 * @param {string | null | undefined} ownText
 * @param {string} today
 * @returns {SchoolYear}
 */
export function currentYear(siteText, ownText, today) {
  const site = readYear(siteText) || /** @type {SchoolYear} */ (readYear(DEFAULT_YEAR));
  const own = readYear(ownText);
  const dates = own ? [own, site] : [site];
  const wanted = startsIn(today);
  const starts = dates.map(({ terms }) => startsIn(terms[0].first));
  const place = starts.includes(wanted) ? starts.indexOf(wanted) : starts.indexOf(Math.max(...starts));
  const years = wanted - starts[place];
  if (years === 0) return dates[place];
  const terms = dates[place].terms.map(({ first, last }) => ({ first: moved(first, years), last: moved(last, years) }));
  return { terms: /** @type {[Term, Term]} */ (terms) };
}

/** @param {SchoolYear} year @param {number} month 1 to 12 @returns {number} its calendar year */
export function yearOfMonth({ terms }, month) {
  return yearOf(terms[0].first) + (month < FIRST_MONTH ? 1 : 0);
}

/** The month of a week's Wednesday, or of the term's day nearest to it. @param {string} monday @param {Term} term @param {number} place */
function monthOfWeek(monday, { first, last }, place) {
  const month = monthOf(earlier(later(addDays(monday, 2), first), last));
  if (MONTHS.includes(month)) return month;
  return place === 0 ? MONTHS[0] : MONTHS[MONTHS.length - 1];
}

/** Pages ask for the weeks of one year once per lesson. @type {WeakMap<SchoolYear, Week[]>} */
const known = new WeakMap();

/** @param {SchoolYear} year @returns {Week[]} all teaching weeks in order */
export function weeksOf(year) {
  const found = known.get(year);
  if (found) return found;
  /** @type {Week[]} */
  const weeks = [];
  year.terms.forEach((term, place) => mondaysOf(term).forEach((monday, i) => weeks.push({
    monday, friday: addDays(monday, 4), number: i + 1, term: place + 1, month: monthOfWeek(monday, term, place),
  })));
  known.set(year, weeks);
  return weeks;
}

/**
 * The week for one of a month's periods, spread evenly; a month without teaching hands on to the next week there is.
 * @param {SchoolYear} year
 * @param {number} month a teaching month
 * @param {number} period from 1
 * @param {number} periods of the month
 * @returns {Week}
 */
export function weekOf(year, month, period, periods) {
  const all = weeksOf(year);
  const weeks = all.filter((week) => week.month === month);
  if (weeks.length > 0) {
    return weeks[Math.min(Math.floor(((2 * period - 1) * weeks.length) / (2 * periods)), weeks.length - 1)];
  }
  const place = MONTHS.indexOf(month);
  return all.find((week) => MONTHS.indexOf(week.month) > place) || all[all.length - 1];
}

/**
 * The month whose lessons are due: in the holidays that of the next term. The last days of June stay June's.
 * @param {SchoolYear} year
 * @param {string} today
 * @returns {{month: number, isComing: boolean}}
 */
export function teachingMonth(year, today) {
  const isTeaching = year.terms.some(({ first, last }) => first <= today && today <= last);
  if (isTeaching && MONTHS.includes(monthOf(today))) return { month: monthOf(today), isComing: false };
  const next = weeksOf(year).find(({ friday }) => friday >= today);
  return next ? { month: next.month, isComing: !isTeaching } : { month: MONTHS[MONTHS.length - 1], isComing: false };
}

/**
 * The month before or after, round the school year.
 * @param {number} month
 * @param {number} step -1 or 1
 */
export function stepMonth(month, step) {
  return MONTHS[(MONTHS.indexOf(month) + step + MONTHS.length) % MONTHS.length];
}
