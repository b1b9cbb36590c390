// <portal-finder>: makes the fields above the lists of all lessons leave visible what is looked for. The filter stands
// in the address, so that it can be sent to a colleague. Fetches nothing; without it all lists stay.
// @ts-check
import { EVERYTHING, find, loosen, readFilter, searchText, withoutEach, writeFilter } from "../core/finder.js";
import { button, make, say, setVisible } from "./dom.js";
import { PortalElement } from "./portal-element.js";

/** @typedef {import("../core/finder.js").Filter} Filter */
/** @typedef {import("../core/finder.js").Facet} Facet */
/** @typedef {import("../core/finder.js").Entry & {element: HTMLElement}} Shown */
/** @typedef {"grade" | "month" | "area" | "minutes"} Listed a facet that is chosen from a list */

const LISTED = /** @type {Listed[]} */ (["grade", "month", "area", "minutes"]);
const TYPING_MS = 200;

/** @param {ParentNode} node @param {string} selector @returns {HTMLElement[]} */
const all = (node, selector) => Array.from(node.querySelectorAll(selector));

/** @param {HTMLElement} node @param {string} selector */
const textOf = (node, selector) => {
  const found = node.querySelector(selector);
  return found ? found.textContent || "" : "";
};

export class PortalFinder extends PortalElement {
  constructor() {
    super();
    /** @type {Shown[]} */
    this.entries = [];
    /** @type {Filter} */
    this.filter = { ...EVERYTHING };
    /** @type {Map<Listed, HTMLSelectElement>} */
    this.lists = new Map();
    this.words = this.found("[name=words]", "input");
    this.count = this.found(".portal-status", "p");
    this.active = this.found(".portal-active-filters", "div");
  }

  /**
   * @private
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {string} selector @param {Name} name
   * @returns {HTMLElementTagNameMap[Name]}
   */
  found(selector, name) {
    return this.querySelector(`${name}${selector}`) || make(name);
  }

  start() {
    this.entries = all(this, "[data-portal-grade]").flatMap((grade) => this.entriesOf(grade));
    if (this.entries.length === 0) return;
    LISTED.forEach((facet) => this.lists.set(facet, this.list(facet)));
    this.follow();
    this.readFields();
  }

  /** @private @param {HTMLElement} grade */
  entriesOf(grade) {
    const name = textOf(grade, "h2");
    return all(grade, "[data-portal-month]").flatMap((month) => all(month, "li").map((element) => this.entry(element, name, {
      grade: Number(grade.dataset.portalGrade), month: Number(month.dataset.portalMonth),
    })));
  }

  /** @private @param {HTMLElement} element @param {string} gradeName @param {{grade: number, month: number}} place @returns {Shown} */
  entry(element, gradeName, place) {
    const { portalArea: area = "", portalMinutes, portalWords = "" } = element.dataset;
    const text = searchText([textOf(element, "a"), textOf(element, "p"), area, gradeName, ...portalWords.split(" ")]);
    return { ...place, area, minutes: Number(portalMinutes), text, element };
  }

  /** @private @param {Listed} facet @returns {HTMLSelectElement} with every value that some lesson has */
  list(facet) {
    const select = this.found(`[name=${facet}]`, "select");
    select.addEventListener("change", () => this.ask({ ...this.filter, [facet]: select.value }));
    return select;
  }

  /** @private */
  follow() {
    let typing = 0;
    this.addEventListener("submit", (event) => { event.preventDefault(); this.askWords(); this.count.focus(); });
    this.words.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.askWords(), TYPING_MS);
    });
    window.addEventListener("popstate", () => this.read());
    document.addEventListener("click", (event) => {
      const link = /** @type {Element} */ (event.target).closest("a[data-portal-filter]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.ask(readFilter(/** @type {HTMLAnchorElement} */ (link).search), "pushState");
      this.scrollIntoView();
      this.count.focus({ preventScroll: true });
    });
  }

  /** @private */
  askWords() {
    if (this.words.value.trim() !== this.filter.words) this.ask({ ...this.filter, words: this.words.value });
  }

  /** What was chosen before this file had come is chosen. @private */
  readFields() {
    const chosen = { ...EVERYTHING, words: this.words.value };
    this.lists.forEach((select, facet) => { chosen[facet] = select.value; });
    if (writeFilter(chosen)) this.ask(chosen);
    else this.read();
  }

  /** @private */
  read() {
    this.filter = readFilter(location.search);
    this.words.value = this.filter.words;
    this.show();
  }

  /** @private @param {Filter} filter @param {"replaceState" | "pushState"} [how] */
  ask(filter, how = "replaceState") {
    const query = writeFilter(filter);
    this.filter = readFilter(query);
    if (document.activeElement !== this.words) this.words.value = this.filter.words;
    try {
      history[how](null, "", `${location.pathname}${query}`);
    } catch (error) {
      // Opened from a disk some browsers keep the address as it is; finding works all the same.
    }
    this.show();
  }

  /** @private */
  show() {
    const found = new Set(find(this.entries, this.filter));
    this.entries.forEach((entry) => setVisible(entry.element, found.has(entry)));
    all(this, "[data-portal-month], [data-portal-grade]").forEach((section) =>
      setVisible(section, section.querySelector("li:not([hidden])") !== null));
    this.lists.forEach((select, facet) => this.label(select, facet));
    const limits = withoutEach(this.filter);
    say(this.count, found.size > 0 || limits.length === 0 ? `${limits.length > 0 ? "找到" : "共"} ${found.size} 课` : "没有这样的课。放宽一点试试：");
    this.active.replaceChildren(...(found.size > 0 ? this.chips(limits) : this.waysOut()));
  }

  /** Shows in a list how many lessons each value would leave. @private @param {HTMLSelectElement} select @param {Listed} facet */
  label(select, facet) {
    const chosen = this.filter[facet];
    if (chosen && !Array.from(select.options).some(({ value }) => value === chosen)) select.append(make("option", { value: chosen }));
    Array.from(select.options).slice(1).forEach((option) => {
      const count = find(this.entries, { ...this.filter, [facet]: option.value }).length;
      option.textContent = `${this.valueWords(facet, option.value)}（${count}）`;
    });
    select.value = chosen;
  }

  /** @private @param {Facet} facet @param {string} value */
  valueWords(facet, value) {
    const grade = this.querySelector(`[data-portal-grade="${facet === "grade" ? value : ""}"] h2`);
    if (grade) return grade.textContent || value;
    return { grade: `${value} 年级`, month: `${value} 月`, minutes: `${value} 分钟以内`, area: value, words: value }[facet];
  }

  /** @private @param {{facet: Facet, value: string, filter: Filter}[]} limits */
  chips(limits) {
    const chips = limits.map(({ facet, value, filter }) => this.offer(`${this.valueWords(facet, value)} ✕`, filter, `去掉“${this.valueWords(facet, value)}”`));
    return limits.length > 0 ? [...chips, this.offer("清除全部", EVERYTHING)] : [];
  }

  /** @private */
  waysOut() {
    const ways = loosen(this.entries, this.filter).map(({ facet, value, filter, count }) =>
      this.offer(`去掉“${this.valueWords(facet, value)}”有 ${count} 课`, filter));
    return [...ways, this.offer(`清除全部，看所有 ${this.entries.length} 课`, EVERYTHING)];
  }

  /** @private @param {string} words @param {Filter} filter @param {string} [spoken] */
  offer(words, filter, spoken) {
    const made = button(words, () => { this.ask(filter); this.words.value = this.filter.words; this.count.focus(); });
    if (spoken) made.setAttribute("aria-label", spoken);
    return made;
  }
}
