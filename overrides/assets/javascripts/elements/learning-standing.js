// 还差什么: what a track asks for, as one list; what is done stands there as done.
// @ts-check
import { isOfSchool, trackStanding } from "../core/track-standing.js";
import { link, make } from "./dom.js";

/** @typedef {import("../core/progress.js").Catalogue} Catalogue */
/** @typedef {import("../core/progress.js").TrackProgress} TrackProgress */
/** @typedef {import("../core/standing.js").Condition} Condition */
/** @typedef {import("./portal-element.js").Context} Context */

const BY_SCHOOL = "由学校确认";

/** @param {TrackProgress} track */
export const standingId = (track) => `portal-standing-${track.id}`;

/**
 * @param {Pick<Condition, "kind" | "met" | "decides">} condition
 * @param {...import("./dom.js").Child} words
 */
function row({ kind, met, decides }, ...words) {
  const isOpen = decides && !isOfSchool({ kind });
  const [look, sign] = met ? ["done", "✓ 已做到"] : isOpen ? ["open", "○ 还差"] : ["other", decides ? "◇ 待确认" : "◇ 可选"];
  return make("li", { class: `portal-condition portal-condition-${look}` },
    make("span", { class: "portal-state" }, sign), make("span", { class: "portal-condition-words" }, ...words));
}

/**
 * @param {Condition[]} units
 * @param {TrackProgress} track
 * @param {Context} context
 * @param {boolean} isOpen
 */
function unitsRow(units, track, context, isOpen) {
  const below = units.filter(({ met }) => !met);
  const words = `单元练习：${units.length - below.length} / ${units.length} 个单元答对 ${track.passPercent}% 以上`;
  const items = below.map(({ id, need, have }) => {
    const unit = track.units.find((one) => one.id === id);
    return unit && make("li", {}, link(unit.title, context.url(unit.url)), `：再答对 ${need - (have || 0)} 题`);
  });
  const list = below.length > 0 && make("details", { id: standingId(track), open: isOpen },
    make("summary", {}, `看是哪 ${below.length} 个`), make("ul", {}, ...items));
  return row({ kind: "unit", met: below.length === 0, decides: true }, words, list);
}

/** @param {Condition} condition @param {TrackProgress} track */
function hoursRow(condition, track) {
  const { need, have } = condition;
  const later = track.hours.total > track.hours.open ? `（另有 ${track.hours.total - track.hours.open} 学时筹备中，现在还记不满）` : "";
  return row(condition, `学时：已记 ${have} / ${need}`, !condition.met && need > track.hours.open && later);
}

/** @param {Condition} condition @param {TrackProgress} track @param {Context} context @param {boolean} isThere */
function mockRow(condition, track, context, isThere) {
  const { have, need, decides } = condition;
  const best = have === null ? "还没有做过" : `最好一次 ${have}%`;
  const words = decides ? `：${best}，要达到 ${need}%` : `：${best}，${need}% 算通过；不作要求`;
  return row(condition, isThere ? link("模拟考", context.url("my/exam/")) : "模拟考", words);
}

/** @param {Condition} condition @param {Catalogue} catalogue @param {Context} context */
function schoolRow(condition, catalogue, context) {
  const { kind, id, decides } = condition;
  if (kind === "assessment") return row(condition, `正式考核：${decides ? BY_SCHOOL : "当地组织的可以参加，不作要求"}`);
  const before = catalogue.tracks.find((track) => track.id === id);
  if (kind === "requires") return row(condition, "先通过“", before ? link(before.title, context.url(before.url)) : id, `”：${BY_SCHOOL}`);
  const work = catalogue.tracks.flatMap(({ rules }) => (rules ? rules.practice : [])).find((one) => one.id === id);
  return row(condition, `实践：${work ? work.title : id}，${BY_SCHOOL}`);
}

/** @param {ReturnType<typeof trackStanding>} standing @param {Context} context */
function nextStep({ left, ofSchool }, context) {
  if (left.length > 0) return "";
  const rest = ofSchool.length > 0 ? `，余下 ${ofSchool.length} 项${BY_SCHOOL}` : "，由学校给结论";
  return make("p", { class: "portal-next-step" },
    "这一页能看到的都做到了。接下来：", link("导出学习记录", context.url("my/data/")), `交给学校${rest}。`);
}

/**
 * @param {Catalogue} catalogue
 * @param {import("../core/record.js").PortalRecord} record
 * @param {TrackProgress} track
 * @param {Context} context
 * @param {boolean} [isOpen] the list of units, as the reader has left it
 * @returns {HTMLElement | string} "" where nothing can be learnt yet
 */
export function standingSection(catalogue, record, track, context, isOpen = false) {
  const standing = trackStanding(catalogue, record, track);
  const units = standing.conditions.filter(({ kind }) => kind === "unit");
  if (!standing.rules || units.length === 0) return "";
  const isThere = catalogue.exams !== undefined && track.id in catalogue.exams;
  const rows = standing.conditions.filter(({ kind }) => kind !== "unit").map((condition) => {
    if (condition.kind === "hours") return hoursRow(condition, track);
    return condition.kind === "mock_exam" ? mockRow(condition, track, context, isThere) : schoolRow(condition, catalogue, context);
  });
  return make("div", { class: "portal-standing" },
    make("h3", {}, "还差什么"),
    make("ul", { class: "portal-conditions" }, unitsRow(units, track, context, isOpen), ...rows),
    nextStep(standing, context),
    make("p", { class: "portal-quiet" }, "条件怎么定的，见", link("怎样算通过", `${context.url(track.url)}#passing`), "。"));
}
