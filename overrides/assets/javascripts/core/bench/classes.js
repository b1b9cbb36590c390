// Which class a label means. Joins two ways of writing only where they certainly mean the same class.
// Mirrors scripts/portal/reports/classes.py. Looks behind nothing in its patterns: old Safaris cannot.
// @ts-check
import { clean } from "./identity.js";

/** @typedef {{key: string, grades: number[]}} ClassLabel grades: that the label may begin with, the likelier first */

const NUMERALS = "一二三四五六七八九";
/** @type {Record<string, string>} */
const BRACKETS = Object.fromEntries(Array.from("[]【】〔〕{}〈〉《》", (sign, i) => [sign, "()"[i % 2]]));
const GRADED = /^(?:([初高]?)([一二三四五六七八九])(?:年级|年)?[(.·-]?|(1[0-2]|[1-9])(?:年级[(.·-]?|\(|[.·-](?=[0-9]+班$)))0?([1-9][0-9]?)\)?班?$/;
const BEGINNING = /^(?:([初高]?)([一二三四五六七八九])(?=年级|[(0-9])|(1[0-2]|[1-9])(?=年级|\())/;
const CHINESE_NUMBER = /([(级])([一二三四五六七八九])(?=\)?班?$)/;

/** @param {number} grade primary, junior or senior */
const stageOf = (grade) => [6, 9, 12].findIndex((last) => grade <= last);

/** @param {RegExpExecArray} match 一(2)班 may stand in any school; 初一 is grade 6 where primary school has five years */
function gradesIn([, stage = "", numeral, digits]) {
  const number = digits ? Number(digits) : NUMERALS.indexOf(numeral) + 1;
  if (stage === "初") return [number + 6, number + 5].filter((grade) => grade >= 6 && grade <= 9);
  if (stage === "高") return number <= 3 ? [number + 9] : [];
  return number <= 3 ? [number, number + 6, number + 9] : [number];
}

const isDigit = (/** @type {string | undefined} */ sign) => sign !== undefined && /[0-9]/.test(sign);

/** Brackets go, except where two numbers would become one: 1(2)班 is not 12班. @param {string} text */
function withoutBrackets(text) {
  return text.replace(/[()]/g, (sign, at) => (isDigit(text[at - 1]) && isDigit(text[at + 1]) ? sign : ""));
}

/**
 * @param {string} label
 * @returns {ClassLabel} key: "" for an empty label
 */
export function classOf(label) {
  const text = clean(label).replace(/ /g, "").toUpperCase().replace(/[[\]【】〔〕{}〈〉《》]/g, (sign) => BRACKETS[sign]);
  const numbered = text.replace(CHINESE_NUMBER, (_all, before, numeral) => `${before}${NUMERALS.indexOf(numeral) + 1}`);
  const graded = GRADED.exec(numbered);
  const beginning = graded || BEGINNING.exec(text);
  const grades = beginning ? gradesIn(beginning) : [];
  return { key: graded && grades.length > 0 ? `#${graded[4]}` : withoutBrackets(text), grades };
}

/**
 * The class's grade: the lesson's where the label allows it or says none.
 * @param {ClassLabel} label
 * @param {number} lessonGrade
 */
export function gradeOf({ grades }, lessonGrade) {
  if (grades.length === 0 || grades.includes(lessonGrade)) return lessonGrade;
  const alike = grades.filter((grade) => stageOf(grade) === stageOf(lessonGrade));
  return alike.concat(grades)[0];
}
