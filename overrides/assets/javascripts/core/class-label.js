// What a class is called, and which grade its name tells. The label of a class is all that the ledger knows of pupils.
// Reads a grade only where it is certain, as scripts/portal/reports/classes.py does.
// @ts-check
import { tidyText } from "./items.js";

const LENGTH = 40;
const NUMERALS = "一二三四五六七八九";
const BEGINNING = /^(?:([初高]?)([一二三四五六七八九])(?=年级|[(0-9])|(1[0-2]|[1-9])(?=年级|\())/;
/** @type {Record<string, string>} */
const BRACKETS = { "[": "(", "【": "(", "〔": "(", "]": ")", "】": ")", "〕": ")" };

/**
 * One spelling for what people type in several: 五（２） 班 is 五(2)班.
 * @param {string} text
 * @returns {string} "" where nothing was typed
 */
export function tidyLabel(text) {
  const plain = text.normalize("NFKC").replace(/\s+/g, "").replace(/[[\]【】〔〕]/g, (sign) => BRACKETS[sign]);
  return tidyText(plain, LENGTH);
}

/** @param {number} number @param {string} stage @returns {number[]} 初一 is grade 7, or 6 where primary school has five */
function gradesFrom(number, stage) {
  if (stage === "初") return [number + 6, number + 5].filter((grade) => grade >= 6 && grade <= 9);
  if (stage === "高") return number <= 3 ? [number + 9] : [];
  return number <= 3 ? [number, number + 6, number + 9] : [number];
}

/** @param {number} grade primary, junior or senior */
const stageOf = (grade) => [6, 9, 12].findIndex((last) => grade <= last);

/**
 * The grade of a class: that of the lesson, unless its label certainly says another.
 * @param {string} label tidied
 * @param {number} lessonGrade
 */
export function gradeOfClass(label, lessonGrade) {
  const match = BEGINNING.exec(label);
  const number = match && (match[3] ? Number(match[3]) : NUMERALS.indexOf(match[2]) + 1);
  const grades = match && number ? gradesFrom(number, match[1] || "") : [];
  if (grades.length === 0 || grades.includes(lessonGrade)) return lessonGrade;
  const alike = grades.filter((grade) => stageOf(grade) === stageOf(lessonGrade));
  return alike.concat(grades)[0];
}
