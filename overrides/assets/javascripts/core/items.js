// What one item of a record may look like. Each check answers with the reason for refusing, or "" for a good item.
// Mirrors scripts/portal/model/record.py. Repairs nothing.
// @ts-check
import { MOST_KEPT } from "./history.js";
import { isDate, isInstant } from "./instant.js";

/** @typedef {{value: string[], at: string}} Given */
/**
 * log: the newest given answers, oldest first, where first and latest are not all of them; see history.js.
 * @typedef {{first: Given, latest: Given, tries: number, log?: Given[]}} Answer
 */
/** @typedef {{on: boolean, at: string}} Favourite a question kept (or no longer kept), and since when */
/** @typedef {{opened: string, finished?: string, revision?: number, seconds: number}} Study */
/**
 * @typedef {{exam: string, seed: number, questions: string[], answers: Record<string, string[]>,
 *   started: string, finished?: string, release?: string, pool?: string, earlier?: string[]}} Attempt
 */
/**
 * periods 0: the entry was withdrawn. It stays, so that an older export cannot bring it back.
 * @typedef {{lesson: string, class: string, date: string, periods: number, note?: string, at?: string}} Taught
 */
/** @typedef {{name?: string, number?: string, school?: string}} Learner */
/** @typedef {Record<string, any>} Untrusted */

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const POOL = /^[0-9a-f]{8}$/;
const LESSON = /^grade-\d{1,2}\/[a-z0-9-]+$/;
/** Half a surrogate pair: it has no UTF-8 form, so it would break every export. */
const TORN = /[\uD800-\uDFFF]/u;

const QUESTION_PART_LENGTH = 48;

/** How the members of an item are called when one is wrong. @type {Record<string, string>} */
const NAMES = {
  first: "首次作答", latest: "最近作答", tries: "作答次数", log: "历次作答", on: "收藏", opened: "打开时间", finished: "学完时间", revision: "单元版本",
  seconds: "学习时长", exam: "考试名称", seed: "抽题编号", questions: "题目", answers: "作答", started: "开始时间",
  release: "网站版本", pool: "题目范围", earlier: "以前的模拟考",
  lesson: "课", class: "班级", date: "日期", periods: "课时数", note: "备注", at: "记录时间", name: "姓名", number: "编号", school: "学校",
};

/**
 * @param {unknown} value
 * @param {number} most
 */
export function isText(value, most) {
  return typeof value === "string" && value.length <= most * 2 && Array.from(value).length <= most && !TORN.test(value);
}

/**
 * Typed text cut to what a record accepts.
 * @param {string} text
 * @param {number} most
 */
export function tidyText(text, most) {
  return Array.from(text).filter((sign) => !TORN.test(sign)).slice(0, most).join("");
}

/**
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 */
function isCount(value, least, most) {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}

/** @param {unknown} value */
export function isUnitId(value) {
  return typeof value === "string" && value.length <= 64 && SLUG.test(value);
}

/** @param {unknown} value */
export function isQuestionId(value) {
  const parts = typeof value === "string" ? value.split("/") : [];
  return parts.length === 2 && parts.every((part) => part.length <= QUESTION_PART_LENGTH && SLUG.test(part));
}

/** @param {unknown} value */
function isValue(value) {
  return Array.isArray(value) && value.length <= 12 && value.every((text) => isText(text, 200));
}

/** @param {unknown} value @returns {value is Untrusted} */
export function isMap(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/**
 * Runs a table of named tests over the members of an item.
 * @param {unknown} item
 * @param {Record<string, (member: any) => boolean>} required
 * @param {Record<string, (member: any) => boolean>} [optional]
 * @returns {string} the reason for refusing, or ""
 */
function refuse(item, required, optional = {}) {
  if (!isMap(item)) return "不是一条完整的记录";
  const known = { ...required, ...optional };
  const stranger = Object.keys(item).find((name) => !Object.keys(known).includes(name));
  if (stranger !== undefined) return `有不认识的内容“${stranger.slice(0, 40)}”`;
  const missing = Object.keys(required).find((name) => item[name] === undefined);
  if (missing) return `缺少“${NAMES[missing] || missing}”`;
  const wrong = Object.keys(item).find((name) => !known[name](item[name]));
  return wrong ? `“${NAMES[wrong] || wrong}”的写法不对` : "";
}

/** @param {unknown} value */
const isGiven = (value) => refuse(value, { value: isValue, at: isInstant }) === "";

/** @param {unknown} value */
const isAnswerMap = (value) =>
  isMap(value) && Object.keys(value).every((id) => isQuestionId(id) && isValue(value[id]));

/** @param {unknown} value */
const isLog = (value) => Array.isArray(value) && value.length <= MOST_KEPT && value.every(isGiven);

/** @param {unknown} item */
export function refuseAnswer(item) {
  return refuse(item, { first: isGiven, latest: isGiven, tries: (n) => isCount(n, 1, 1e6) }, { log: isLog });
}

/** @param {unknown} item */
export function refuseFavourite(item) {
  return refuse(item, { on: (value) => typeof value === "boolean", at: isInstant });
}

/** @param {unknown} item */
export function refuseStudy(item) {
  return refuse(
    item,
    { opened: isInstant, seconds: (n) => isCount(n, 0, 1e9) },
    { finished: isInstant, revision: (n) => isCount(n, 1, Number.MAX_SAFE_INTEGER) },
  );
}

/** @param {unknown} item */
export function refuseAttempt(item) {
  return refuse(
    item,
    {
      exam: isUnitId,
      seed: (n) => isCount(n, 0, 1e9),
      questions: (ids) => Array.isArray(ids) && ids.length <= 400 && ids.every(isQuestionId),
      answers: isAnswerMap,
      started: isInstant,
    },
    {
      finished: isInstant,
      release: (text) => isText(text, 40),
      pool: (text) => typeof text === "string" && POOL.test(text),
      earlier: (times) => Array.isArray(times) && times.length <= 100 && times.every(isInstant),
    },
  );
}

/** @param {unknown} item */
export function refuseTaught(item) {
  return refuse(
    item,
    {
      lesson: (id) => isText(id, 64) && LESSON.test(id),
      class: (name) => isText(name, 40),
      date: isDate,
      periods: (n) => typeof n === "number" && n >= 0 && n <= 8,
    },
    { note: (text) => isText(text, 2000), at: isInstant },
  );
}

/** @param {unknown} item */
export function refuseLearner(item) {
  const isName = (/** @type {unknown} */ text) => isText(text, 80);
  return refuse(item, {}, { name: isName, number: isName, school: isName });
}

/** @param {Attempt} attempt */
export const attemptKey = (attempt) => `${attempt.exam}#${attempt.seed}#${attempt.started}`;

/** @param {Taught} taught */
export const lessonKey = (taught) => `${taught.lesson}#${taught.class}#${taught.date}`;
