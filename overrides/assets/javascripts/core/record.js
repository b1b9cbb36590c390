// The learner's record `portal-record/1`: makes an empty one, and reads one that came from outside.
// Never throws and never trusts: good items are kept, each bad one is reported with its place.
// @ts-check
import { isInstant, toSeconds } from "./instant.js";
import {
  isMap, isQuestionId, isText, isUnitId, refuseAnswer, refuseAttempt, refuseFavourite, refuseLearner, refuseStudy, refuseTaught,
} from "./items.js";

/** @typedef {import("./items.js").Answer} Answer */
/** @typedef {import("./items.js").Study} Study */
/** @typedef {import("./items.js").Attempt} Attempt */
/** @typedef {import("./items.js").Taught} Taught */
/** @typedef {import("./items.js").Favourite} Favourite */
/** @typedef {import("./items.js").Learner} Learner */
/**
 * @typedef {{schema: string, release: string, exported: string, learner?: Learner,
 *   answers: Record<string, Answer>, units: Record<string, Study>, attempts: Attempt[], lessons: Taught[],
 *   favourites?: Record<string, Favourite>}} PortalRecord favourites: left out where there are none
 */
/** @typedef {{where: string, reason: string}} Problem */
/** @typedef {{record: PortalRecord | null, problems: Problem[]}} Reading null: nothing in it is a record */

export const SCHEMA = "portal-record/1";
const TOP = ["schema", "release", "exported", "learner", "answers", "units", "attempts", "lessons", "favourites"];
const WHOLE = "整份记录";
const NO_ID = "编号的写法不对";

/** @returns {PortalRecord} */
export function emptyRecord() {
  return { schema: SCHEMA, release: "", exported: "", answers: {}, units: {}, attempts: [], lessons: [] };
}

/**
 * A reading that holds nothing but the reason why.
 * @param {string} where
 * @param {string} reason
 * @returns {Reading}
 */
export function unreadable(where, reason) {
  return { record: null, problems: [{ where, reason }] };
}

/**
 * @param {string} where
 * @param {unknown} map
 * @param {(id: string) => boolean} isId
 * @param {(item: unknown) => string} refuse
 * @param {Problem[]} problems
 */
function readMap(where, map, isId, refuse, problems) {
  if (map === undefined) return {};
  if (!isMap(map)) {
    problems.push({ where, reason: "应当是一组带编号的记录" });
    return {};
  }
  const good = Object.keys(map).filter((id) => {
    const reason = isId(id) ? refuse(map[id]) : NO_ID;
    if (reason) problems.push({ where: `${where}：${id.slice(0, 100)}`, reason });
    return !reason;
  });
  return Object.fromEntries(good.map((id) => [id, map[id]]));
}

/**
 * @param {string} where
 * @param {unknown} list
 * @param {(item: unknown) => string} refuse
 * @param {Problem[]} problems
 */
function readList(where, list, refuse, problems) {
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    problems.push({ where, reason: "应当是一列记录" });
    return [];
  }
  return list.filter((item, i) => {
    const reason = refuse(item);
    if (reason) problems.push({ where: `${where}：第 ${i + 1} 条`, reason });
    return !reason;
  });
}

/**
 * @param {Record<string, any>} input
 * @param {Problem[]} problems
 */
function readHead(input, problems) {
  /** @type {{release: string, exported: string, learner?: Learner}} */
  const head = { release: "", exported: "" };
  if (isText(input.release, 40)) head.release = input.release;
  else if (input.release !== undefined) problems.push({ where: "网站版本", reason: "写法不对" });
  if (isInstant(input.exported)) head.exported = input.exported;
  else if (input.exported !== undefined && input.exported !== "") {
    problems.push({ where: "导出时间", reason: "时间的写法不对" });
  }
  // Python writes null where there is no learner.
  const learner = input.learner === null ? undefined : input.learner;
  const reason = learner === undefined ? "" : refuseLearner(learner);
  if (reason) problems.push({ where: "姓名、编号、学校", reason });
  else if (learner !== undefined) head.learner = learner;
  return head;
}

/**
 * @param {unknown} input parsed JSON, of any shape
 * @returns {Reading}
 */
export function readRecord(input) {
  if (!isMap(input)) return unreadable(WHOLE, "里面不是学习记录");
  if (input.schema !== SCHEMA) {
    const newer = typeof input.schema === "string" && input.schema.startsWith("portal-record/");
    return unreadable(WHOLE, newer ? "是另一个版本的心育学堂导出的，这里还读不了；请留好原文件，交给培训者看看" : "不是心育学堂导出的学习记录");
  }
  /** @type {Problem[]} */
  const problems = Object.keys(input)
    .filter((name) => !TOP.includes(name))
    .map((name) => ({ where: name.slice(0, 100), reason: "不认识的内容，没有读入" }));
  const favourites = readMap("收藏", input.favourites, isQuestionId, refuseFavourite, problems);
  const record = {
    schema: SCHEMA,
    ...readHead(input, problems),
    answers: readMap("作答", input.answers, isQuestionId, refuseAnswer, problems),
    units: readMap("单元", input.units, isUnitId, refuseStudy, problems),
    attempts: readList("模拟考", input.attempts, refuseAttempt, problems),
    lessons: readList("上课记录", input.lessons, refuseTaught, problems),
    ...(Object.keys(favourites).length > 0 ? { favourites } : {}),
  };
  return { record, problems };
}

/**
 * How many items of each kind a record holds. A lesson of 0 periods was withdrawn, a favourite may have been let go.
 * @param {PortalRecord} record
 */
export function countItems(record) {
  return {
    answers: Object.keys(record.answers).length,
    units: Object.keys(record.units).length,
    attempts: record.attempts.length,
    lessons: record.lessons.filter(({ periods }) => periods > 0).length,
    favourites: Object.values(record.favourites || {}).filter(({ on }) => on).length,
  };
}

/**
 * The answers given after a time (an export, say); all of them without one.
 * @param {PortalRecord} record
 * @param {string} [since]
 */
export function answersSince(record, since) {
  const from = since ? toSeconds(since) : -Infinity;
  return Object.values(record.answers).filter((answer) => toSeconds(answer.latest.at) > from);
}
