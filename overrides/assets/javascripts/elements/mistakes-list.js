// The book itself: how many, which to see, and every question by module, unit and objective, without its choices.
// @ts-check
import { STREAK_RANGE, groupByModule, isMistake } from "../core/mistakes.js";
import { dueWords } from "../core/review.js";
import { allProgress, whereToContinue } from "../core/progress.js";
import { button, link, make } from "./dom.js";
import { favouriteButton } from "./favourite.js";

/** @typedef {import("../core/mistake-book.js").Book} Book */
/** @typedef {import("../core/mistake-book.js").Filter} Filter */
/** @typedef {import("../core/mistake-book.js").Which} Which */
/** @typedef {import("../core/progress.js").Catalogue} Catalogue */
/** @typedef {import("../core/review.js").Dated} Dated */
/** @typedef {import("./portal-element.js").Context} Context */
/**
 * @typedef {object} View
 * @property {Context} context
 * @property {Catalogue} catalogue
 * @property {Book} book
 * @property {Filter} filter
 * @property {Dated[]} items what the filter leaves
 * @property {number} endOfToday milliseconds
 * @property {number} needed
 * @property {(filter: Filter) => void} onFilter
 * @property {(needed: number) => void} onNeeded
 * @property {() => void} onPractise
 * @property {(look: "portal-print-key" | "portal-print-paper") => void} onPrint
 */

/** @type {Record<Which, string>} */
const NAMES = { due: "今天该复习", all: "全部错题", favourites: "收藏" };

/**
 * A control that keeps the focus when the list is drawn anew.
 * @template {HTMLElement} T
 * @param {T} element
 * @param {string} name
 */
function named(element, name) {
  element.dataset.portalControl = name;
  return element;
}

/** @param {View} view @param {Which} which */
function lookButton({ book, filter, onFilter }, which) {
  const element = button(`${NAMES[which]} ${book[which].length}`, () => onFilter({ ...filter, which }));
  element.setAttribute("aria-pressed", String(filter.which === which));
  return named(element, which);
}

/**
 * @param {string} label
 * @param {[string, string][]} options value and words
 * @param {string} value
 * @param {(value: string) => void} onChoose
 * @param {string} name
 */
function choice(label, options, value, onChoose, name) {
  const select = make("select", {}, ...options.map(([one, words]) => make("option", { value: one, selected: one === value }, words)));
  select.addEventListener("change", () => onChoose(select.value));
  return make("label", { class: "portal-field" }, label, named(select, name));
}

/** @param {View} view */
function moduleChoice({ catalogue, book, filter, onFilter }) {
  const modules = groupByModule(catalogue, book[filter.which]);
  /** @type {[string, string][]} */
  const options = modules.map(({ id, title, track, items }) => [id, `${track} · ${title}（${items.length}）`]);
  if (filter.module && !modules.some(({ id }) => id === filter.module)) options.push([filter.module, "这个模块（0）"]);
  if (options.length < 2 && !filter.module) return null;
  return choice("模块", [["", "全部"], ...options], filter.module, (module) => onFilter({ ...filter, module }), "module");
}

/** @param {View} view */
function streakChoice({ needed, onNeeded }) {
  const { least, most } = STREAK_RANGE;
  const counts = Array.from({ length: most - least + 1 }, (_, i) => String(least + i));
  return choice("连续答对几次就离开", counts.map((n) => [n, `${n} 次`]), String(needed), (n) => onNeeded(Number(n)), "streak");
}

/** @param {View} view @param {Dated} item */
function itemWords({ needed, endOfToday }, item) {
  if (!isMistake(item, needed)) return item.history.length > 0 ? "不算错题" : "还没有答过";
  return `答错 ${item.wrong} 次，已连续答对 ${item.streak} / ${needed} 次，${dueWords(item.due, endOfToday)}`;
}

/** @param {View} view @param {Dated} item @param {string} url of its unit */
function itemRow(view, item, url) {
  const { context } = view;
  const star = favouriteButton(context, item.id, item.title).element;
  // The anchor of a question is made of its own part of the id.
  return make("li", { class: "portal-mistake" },
    make("div", { class: "portal-mistake-words" },
      link(item.title, `${context.url(url)}#q-${item.id.split("/")[1]}`),
      make("span", { class: "portal-unit-words" }, itemWords(view, item))),
    named(star, `star:${item.id}`));
}

/** @param {View} view */
function groups(view) {
  return groupByModule(view.catalogue, view.items).map(({ title, track, units, items }) => make("section", { class: "portal-mistakes-module" },
    make("h2", {}, title, make("small", {}, ` ${track}，${items.length} 题`)),
    ...units.map((unit) => make("div", {},
      make("h3", {}, link(unit.title, view.context.url(unit.url))),
      ...unit.objectives.flatMap((objective) => [
        objective.title && make("p", { class: "portal-mistakes-objective" }, `目标：${objective.title}`),
        make("ul", {}, ...objective.items.map((item) => itemRow(view, item, unit.url))),
      ])))));
}

/** @param {View} view */
function nothing({ book, filter, endOfToday, onFilter }) {
  if (filter.module && book[filter.which].length > 0) {
    return make("div", { class: "portal-hint" }, make("p", {}, "这个模块里没有要练的了。"),
      named(button("看全部模块", () => onFilter({ ...filter, module: "" })), "modules"));
  }
  const [next] = book.all;
  const words = {
    due: next ? `今天该复习的都复习过了。最近的一题${dueWords(next.due, endOfToday)}；想多练，随时可以练全部错题。` : "今天没有要复习的。",
    all: "错题都练会了，真好。",
    favourites: "还没有收藏。题目下面有“☆ 收藏”，点一下，那道题就留在这里。",
  };
  return make("p", { class: "portal-hint" }, words[filter.which]);
}

/** @param {Book} book */
function restingList({ resting }) {
  if (resting.length === 0) return null;
  return make("details", { class: "portal-mistakes-resting" },
    make("summary", {}, `已停用的题 ${resting.length} 道，不用再练`),
    make("ul", {}, ...resting.map((title) => make("li", {}, title))));
}

/** @param {View} view */
function bar({ items, onPractise, onPrint }) {
  if (items.length === 0) return [];
  return [
    make("div", { class: "portal-row portal-mistakes-print" },
      button("打印这些题", () => onPrint("portal-print-paper"), "portal-button-quiet"),
      button("打印带答案", () => onPrint("portal-print-key"), "portal-button-quiet")),
    make("div", { class: "portal-thumb-bar" },
      named(button(`只练这些（${items.length} 题）`, onPractise, "portal-button-main"), "practise")),
  ];
}

/** @param {View} view @returns {HTMLElement[]} */
export function showBook(view) {
  const { book, items } = view;
  const words = `错题 ${book.all.length} 题，今天该复习 ${book.due.length} 题，收藏 ${book.favourites.length} 题。`;
  return /** @type {HTMLElement[]} */ ([
    make("p", { class: "portal-progress-words", role: "status" }, words),
    make("div", { class: "portal-row", role: "group", "aria-label": "看哪些题" },
      lookButton(view, "due"), lookButton(view, "all"), lookButton(view, "favourites")),
    make("div", { class: "portal-row" }, moduleChoice(view), streakChoice(view)),
    ...(items.length > 0 ? groups(view) : [nothing(view)]),
    restingList(book),
    ...bar(view),
  ].filter(Boolean));
}

/** @param {Catalogue} catalogue @param {Context} context */
function nextSteps(catalogue, { store, url }) {
  const next = whereToContinue(allProgress(catalogue, store.record()));
  const hasExam = Object.keys(catalogue.exams || {}).length > 0;
  return make("div", { class: "portal-row" },
    next && link(`去学：${next.unit.title}`, url(next.unit.url), "portal-button portal-button-main"),
    hasExam && link("做一次模拟考", url("my/exam/"), "portal-button"));
}

/** @param {Catalogue} catalogue @param {Book} book @param {Context} context @returns {HTMLElement[]} */
export function emptyBook(catalogue, { answered }, context) {
  const words = answered > 0
    ? `答过 ${answered} 题，没有要再练的，真好。以后答错的题会自己到这里来。`
    : "这里还是空的。在单元里练一练，答错的题会自己到这里来，连续答对几次就自己离开。";
  return [make("div", { class: "portal-continue-box" }, make("p", {}, words), nextSteps(catalogue, context))];
}
