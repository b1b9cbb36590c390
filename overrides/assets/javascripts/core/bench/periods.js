// Lessons taught that count, each once; the classes that had any, month by month against their quota.
// Mirrors scripts/portal/reports/sql/taught.sql and its neighbours. Half periods count.
// @ts-check
import { compareText } from "../text-order.js";
import { OTHER_YEAR, monthName } from "./taught.js";

/** @typedef {import("./taught.js").Held} Held */
/** @typedef {import("./taught.js").Plan} Plan */
/** @typedef {Held & {entry: number, person: number, school: string, owner: number}} Lesson owner: the person where no school is known, else -1 */
/** @typedef {{school: string, owner: number, grade: number, classKey: string, label: string, quota: number, months: {month: number, periods: number, gap: number}[]}} ClassCount */
/** @typedef {{entries: number, counted: number, others: number, classes: ClassCount[], silent: {school: string, isHeard: boolean}[], schools: number, twice: Twice[]}} Periods */
/** @typedef {{person: number, other: number, count: number, example: string}} Twice entries that say what a counted one says already */

/** Sums of halves, without what binary fractions leave behind. @param {number} periods */
const round = (periods) => Math.round(periods * 100) / 100;

/** @param {Lesson} one */
const classKeyOf = ({ school, owner, grade, classKey }) => `${school}\n${owner}\n${grade}\n${classKey}`;

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @returns {Map<string, T[]>}
 */
function grouped(items, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** A lesson of one class on one day counts once, whoever wrote it down: the entry with more periods stands. @param {Lesson[]} lessons */
function countOnce(lessons) {
  const same = grouped(lessons, (one) => `${classKeyOf(one)}\n${one.day}\n${one.lesson}`);
  return Array.from(same.values(), (group) => group.sort((a, b) => b.periods - a.periods || a.entry - b.entry));
}

/** The way in which a class is written most. @param {Lesson[]} lessons */
function labelOf(lessons) {
  const labels = Array.from(grouped(lessons, ({ label }) => label), ([label, group]) => ({ label, count: group.length }));
  return labels.sort((a, b) => b.count - a.count || compareText(a.label, b.label))[0].label;
}

/** @param {Lesson[]} lessons of one class, those counted twice too @param {Set<Lesson>} counted @param {Plan} plan @returns {ClassCount} */
function countClass(lessons, counted, plan) {
  const [{ school, owner, grade, classKey }] = lessons;
  const quota = plan.quotaOf(grade);
  const months = plan.due.map((month) => {
    const of = lessons.filter((one) => one.month === month && counted.has(one));
    const periods = round(of.reduce((sum, one) => sum + one.periods, 0));
    return { month, periods, gap: Math.max(0, quota - periods) };
  });
  return { school, owner, grade, classKey, label: labelOf(lessons), quota, months };
}

const natural = (/** @type {string} */ a, /** @type {string} */ b) => Array.from(a).length - Array.from(b).length || compareText(a, b);

/** @param {ClassCount} a @param {ClassCount} b */
const compareClasses = (a, b) =>
  compareText(a.school, b.school) || a.grade - b.grade || natural(a.classKey, b.classKey) || a.owner - b.owner;

/** @param {Lesson[][]} same @returns {Twice[]} */
function twiceIn(same) {
  const pairs = same.flatMap(([kept, ...others]) => others.map((one) => ({ person: one.person, other: kept.person, one })));
  return Array.from(grouped(pairs, ({ person, other }) => `${person}\n${other}`).values(), (group) => ({
    person: group[0].person, other: group[0].other, count: group.length,
    example: group.map(({ one }) => `${one.day} ${one.label} ${one.title}`).sort(compareText)[0],
  }));
}

/**
 * @param {Lesson[]} lessons of everybody
 * @param {string[]} schools all that are known, from the roster and from records
 * @param {Plan} plan
 * @returns {Periods}
 */
export function countPeriods(lessons, schools, plan) {
  const inYear = lessons.filter(({ verdict }) => verdict !== OTHER_YEAR);
  const counting = lessons.filter(({ verdict }) => verdict.counts);
  const same = countOnce(counting);
  const counted = new Set(same.map(([kept]) => kept));
  const classes = Array.from(grouped(counting, classKeyOf).values(), (of) => countClass(of, counted, plan));
  const heard = new Set(inYear.map(({ school }) => school));
  const heardWell = new Set(counting.map(({ school }) => school));
  const known = Array.from(new Set(schools)).filter(Boolean).sort(compareText);
  return {
    entries: inYear.filter(({ periods }) => periods > 0).length, counted: same.length,
    others: lessons.filter(({ verdict, periods }) => verdict === OTHER_YEAR && periods > 0).length,
    classes: classes.sort(compareClasses),
    silent: known.filter((school) => !heardWell.has(school)).map((school) => ({ school, isHeard: heard.has(school) })),
    schools: known.length, twice: twiceIn(same),
  };
}

/**
 * @param {ClassCount[]} classes
 * @param {Plan} plan
 * @returns {{school: string, grade: number, month: string, classes: number, periods: number, due: number, gap: number, reached: number}[]}
 */
export function periodsOfSchools(classes, plan) {
  const groups = Array.from(grouped(classes, ({ school, grade }) => `${school}\n${grade}`).values());
  return groups.flatMap((of) => plan.due.map((month, i) => {
    const months = of.map((one) => one.months[i]);
    return {
      school: of[0].school, grade: of[0].grade, month: monthName(plan, month), classes: of.length,
      periods: round(months.reduce((sum, one) => sum + one.periods, 0)),
      due: of.reduce((sum, one) => sum + one.quota, 0),
      gap: round(months.reduce((sum, one) => sum + one.gap, 0)),
      reached: months.filter(({ gap }) => gap === 0).length,
    };
  }));
}

/** @param {ClassCount} count */
export const sumsOfClass = ({ months, quota }) => ({
  periods: round(months.reduce((sum, one) => sum + one.periods, 0)),
  due: months.length * quota,
  gap: round(months.reduce((sum, one) => sum + one.gap, 0)),
});
