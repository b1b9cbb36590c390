// One track on 我的学习: a bar and words, then its modules and units.
// @ts-check
import { link, make } from "./dom.js";

/** @typedef {import("../core/progress.js").TrackProgress} TrackProgress */
/** @typedef {import("../core/progress.js").UnitProgress} UnitProgress */
/** @typedef {import("./portal-element.js").Context} Context */

const STATES = { new: "○ 未开始", studying: "◐ 在学", again: "↻ 需再练", done: "✓ 已完成" };

/** @param {UnitProgress} unit */
function whatIsLeft({ state, answered, total, right, wrong, open, fresh }) {
  if (state === "new") return `共 ${total} 题`;
  const due = open.length - fresh.length;
  const left = [
    due > 0 && `还有 ${due} 题没答`, wrong.length > 0 && `${wrong.length} 题可以再练`,
    fresh.length > 0 && (state === "done" ? `新增 ${fresh.length} 题，可以补做` : `后来新增 ${fresh.length} 题，补做就好`),
  ].filter(Boolean);
  return [`答对 ${right} / 已答 ${answered} / 共 ${total} 题`, ...left].join("，");
}

/** @param {UnitProgress} unit @param {Context} context */
function unitRow(unit, { url }) {
  const [next] = unit.state === "new" ? [] : [...unit.wrong, ...unit.open];
  // The anchor of a question is made of its own part of the id.
  const jump = next && link("去看看", `${url(unit.url)}#q-${next.split("/")[1]}`);
  if (jump) jump.setAttribute("aria-label", `去看看：${unit.title}`);
  return make("li", { class: `portal-unit portal-unit-${unit.state}` },
    make("span", { class: "portal-state" }, STATES[unit.state]),
    make("span", { class: "portal-unit-title" }, link(unit.title, url(unit.url)),
      unit.news && make("span", { class: "portal-updated" }, "学过以后有更新")),
    make("span", { class: "portal-unit-words" }, whatIsLeft(unit), jump && " · ", jump),
    unit.news && unit.news.length > 0 && make("ul", { class: "portal-unit-lines" }, ...unit.news.map((line) => make("li", {}, line))));
}

/** @typedef {TrackProgress["modules"][number]} ModuleProgress */

/** @param {ModuleProgress} module */
function moduleWords({ hours, left }) {
  const rest = left > 0 ? `还剩 ${left} 个单元` : "开放的单元都学完了";
  const later = hours.total > hours.open ? `（另有 ${hours.total - hours.open} 学时筹备中）` : "";
  return `已获 ${hours.earned} / ${hours.open} 学时，${rest}${later}`;
}

/** @param {ModuleProgress} module @param {Context} context */
function moduleBlock(module, context) {
  const heading = make("h3", {}, module.title);
  if (module.isDraft || module.units.length === 0) {
    return make("div", { class: "portal-module" }, heading, make("p", { class: "portal-unit-words" }, `筹备中（${module.hours.total} 学时）`));
  }
  return make("div", { class: "portal-module" }, heading,
    make("p", { class: "portal-unit-words" }, moduleWords(module)),
    make("ul", { class: "portal-units" }, ...module.units.map((unit) => unitRow(unit, context))));
}

/** @param {TrackProgress} track */
export const trackId = (track) => `portal-track-${track.id}`;

/** @param {TrackProgress} track */
function trackWords({ hours, done, units }) {
  if (units.length === 0) return `筹备中，共 ${hours.total} 学时`;
  const left = hours.left > 0 ? `还剩 ${hours.left} 学时可学` : "开放的都学完了";
  return `已获 ${hours.earned} 学时 / 已开放 ${hours.open} / 共 ${hours.total}，已完成单元 ${done} / ${units.length}，${left}`;
}

/**
 * @param {TrackProgress} track
 * @param {Context} context
 * @param {HTMLElement | string} standing what is still lacking
 * @param {boolean} [isOpen] as the reader has left it
 */
export function trackSection(track, context, standing, isOpen = track.units.length > 0) {
  const words = trackWords(track);
  return make("section", { class: "portal-track" },
    make("h2", {}, link(track.title, context.url(track.url))),
    make("progress", { class: "portal-bar", max: Math.max(track.hours.total, 1), value: track.hours.earned, "aria-label": words }),
    make("p", { class: "portal-progress-words" }, words),
    standing,
    make("details", { id: trackId(track), open: isOpen },
      make("summary", {}, `各单元（答对 ${track.passPercent}% 算完成）`),
      ...track.modules.map((module) => moduleBlock(module, context))));
}
