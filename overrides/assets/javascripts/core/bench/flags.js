// What does not fit in one record as it was handed in, as words for a person to look at. No flag changes a number.
// Mirrors scripts/portal/reports/flags.py.
// @ts-check
import { toInstant, toSeconds } from "../instant.js";
import { compareText } from "../text-order.js";

/** @typedef {import("../record.js").PortalRecord} PortalRecord */
/** @typedef {{kind: string, detail: string}} Flag */
/** @typedef {(question: string, value: string[]) => "right" | "wrong" | "void" | "unknown"} Grade */
/** @typedef {{day: string, release: string}} Today */

export const MANY = 20;
export const SHORT_SECONDS = 60;
const DAY_SECONDS = 24 * 60 * 60;
const SHOWN = 3;

/** The first few of the things that are meant, and how many there are. @param {string[]} items */
export function some(items) {
  return items.slice(0, SHOWN).join("、") + (items.length > SHOWN ? ` 等 ${items.length} 处` : "");
}

/** @param {string} day */
const lastMoment = (day) => toInstant((toSeconds(`${day}T23:59:59Z`) + DAY_SECONDS) * 1000);

/** @param {PortalRecord} record @param {Grade} grade @returns {Flag[]} */
function oddValues({ answers }, grade) {
  /** @type {Record<string, string[]>} */
  const found = { unknown: [], void: [] };
  for (const [id, { first, latest }] of Object.entries(answers)) {
    const verdicts = [grade(id, first.value), grade(id, latest.value)];
    if (verdicts[0] === "unknown") found.unknown.push(id);
    else if (verdicts.includes("void")) found.void.push(id);
  }
  const words = (/** @type {string[]} */ ids) => some(ids.sort(compareText));
  return [
    found.unknown.length > 0 && { kind: "不认识的题目", detail: `${found.unknown.length} 题不在题库里，没有计分：${words(found.unknown)}` },
    found.void.length > 0 && { kind: "不可能的答案", detail: `${found.void.length} 题的答案不在选项里，没有计分：${words(found.void)}` },
  ].flatMap((flag) => flag || []);
}

/** @param {PortalRecord} record @returns {Flag[]} */
function backwards({ answers, units }) {
  const wrong = Object.entries(answers).filter(([, { first, latest }]) => first.at > latest.at)
    .map(([id, { first, latest }]) => `${id}（首次 ${first.at}，最近 ${latest.at}）`);
  const of = Object.entries(units).filter(([, { finished = "~", opened }]) => finished < opened)
    .map(([id, { finished, opened }]) => `${id}（打开 ${opened}，学完 ${finished}）`);
  const all = wrong.concat(of).sort(compareText);
  return all.length > 0 ? [{ kind: "时间倒流", detail: `${all.length} 处的先后颠倒：${some(all)}` }] : [];
}

/** Every time of a record, and of what it is. @param {PortalRecord} record @returns {[string, string][]} */
function momentsOf({ answers, units, attempts }) {
  const times = (/** @type {string} */ of, /** @type {(string | undefined)[]} */ ...moments) =>
    moments.map((moment) => /** @type {[string, string]} */ ([moment || "", of]));
  return [
    ...Object.entries(answers).flatMap(([id, { first, latest }]) => times(id, first.at, latest.at)),
    ...Object.entries(units).flatMap(([id, { opened, finished }]) => times(id, opened, finished)),
    ...attempts.flatMap(({ exam, started, finished }) => times(`模拟考 ${exam}`, started, finished)),
  ];
}

/** @param {string} kind @param {string} than @param {[string, string][]} found @returns {Flag[]} */
function late(kind, than, found) {
  if (found.length === 0) return [];
  const [moment, of] = found.reduce((a, b) => ((compareText(a[0], b[0]) || compareText(a[1], b[1])) >= 0 ? a : b));
  return [{ kind, detail: `${found.length} 处时间晚于${than}，最晚的是 ${of} 的 ${moment}` }];
}

/** @param {PortalRecord} record @param {Today} today @returns {Flag[]} */
function future(record, { day }) {
  const { exported } = record;
  const last = lastMoment(day);
  const dayAfter = exported && exported <= last ? toInstant((toSeconds(exported) + DAY_SECONDS) * 1000) : "";
  const moments = momentsOf(record);
  return [
    ...(exported ? [] : [{ kind: "没有导出时间", detail: "记录里没有导出时间" }]),
    ...(exported > last ? [{ kind: "时间在将来", detail: `导出时间 ${exported} 晚于报告日期 ${day}` }] : []),
    ...late("时间在将来", `报告日期 ${day}`, moments.filter(([moment]) => moment > last)),
    ...late("作答晚于导出", `导出时间 ${exported} 一天以上`, moments.filter(([moment]) => dayAfter && dayAfter < moment && moment <= last)),
  ];
}

/** @param {PortalRecord} record @returns {Flag[]} */
function hurried({ answers }) {
  const times = Object.values(answers).map(({ first }) => first.at).sort(compareText);
  if (times.length <= MANY) return [];
  const seconds = toSeconds(times[times.length - 1]) - toSeconds(times[0]);
  return seconds < SHORT_SECONDS ? [{ kind: "作答时间集中", detail: `${times.length} 题的首次作答都在 ${seconds} 秒之内：从 ${times[0]} 到 ${times[times.length - 1]}` }] : [];
}

/** @param {string} release */
const numbersOf = (release) => (release.match(/\d+/g) || []).map(Number);

/** @param {string} a @param {string} b */
function isNewer(a, b) {
  const [mine, theirs] = [numbersOf(a), numbersOf(b)];
  const place = mine.findIndex((number, i) => number !== theirs[i]);
  return place >= 0 && mine[place] > (theirs[place] === undefined ? -1 : theirs[place]);
}

/** @param {PortalRecord} record @param {Today} today @returns {Flag[]} */
function fromNewer({ release }, today) {
  if (!numbersOf(today.release).some((number) => number > 0) || !isNewer(release, today.release)) return [];
  return [{ kind: "来自更新的版本", detail: `记录来自 ${release}，这个网站是 ${today.release}；请先更新网站再汇总` }];
}

/**
 * @param {PortalRecord} record
 * @param {string[]} problems what had to be left out of it
 * @param {Grade} grade
 * @param {Today} today
 * @returns {Flag[]}
 */
export function inspect(record, problems, grade, today) {
  const leftOut = problems.length > 0 ? [{ kind: "部分内容没有计入", detail: `${problems.length} 条：${some(problems)}` }] : [];
  return [
    ...leftOut, ...oddValues(record, grade), ...backwards(record), ...future(record, today), ...hurried(record),
    ...fromNewer(record, today),
  ];
}
