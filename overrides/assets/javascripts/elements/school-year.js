// <portal-school-year>: the dates of the school year that hold in this browser, and a form to set one's own.
// What stands inside it without scripts are the site's dates.
// @ts-check
import { SCHOOL_YEAR } from "../core/keys.js";
import {
  TERM_NAMES, YEAR_CHANGED, currentYear, faultOf, localDay, monthOf, readYear, teachingMonth, weekOf, weeksOf, writeYear,
  yearOf,
} from "../core/school-year.js";
import { button, make, say, setVisible, statusLine } from "./dom.js";
import { PortalElement } from "./portal-element.js";

/** @typedef {import("../core/school-year.js").SchoolYear} SchoolYear */
/** @typedef {import("../core/school-year.js").Term} Term */
/** @typedef {{first: HTMLInputElement, last: HTMLInputElement}} TermFields */

const PERIODS = 2;

/** @param {string} day */
const inWords = (day) => `${yearOf(day)} 年 ${monthOf(day)} 月 ${Number(day.slice(8))} 日`;
/** @param {string} day */
const shortly = (day) => `${monthOf(day)} 月 ${Number(day.slice(8))} 日`;

export class PortalSchoolYear extends PortalElement {
  constructor() {
    super();
    this.shown = make("div");
    this.status = statusLine();
    this.editor = make("form", { class: "portal-year-form", novalidate: true, hidden: true, "aria-label": "本校的学年日期" });
    this.problem = make("p", { class: "portal-year-problem", id: "portal-year-problem", role: "alert" });
    this.change = button("改成本校的日期", () => this.open());
    this.restore = button("恢复网站的日期", () => this.forget());
    /** @type {TermFields[]} */
    this.fields = TERM_NAMES.map(() => ({ first: make("input", { type: "date" }), last: make("input", { type: "date" }) }));
  }

  start() {
    this.build();
    this.replaceChildren(this.shown, make("div", { class: "portal-row" }, this.change, this.restore), this.editor, this.status);
    this.show();
  }

  /** @private */
  build() {
    const groups = this.fields.map(({ first, last }, term) =>
      make("fieldset", {}, make("legend", {}, TERM_NAMES[term]), make("div", { class: "portal-year-days" },
        make("label", { class: "portal-field" }, "上课第一天", first),
        make("label", { class: "portal-field" }, "上课最后一天", last))));
    const save = make("button", { type: "submit", class: "portal-button portal-button-main" }, "保存");
    this.editor.append(...groups, make("div", { class: "portal-row" }, save, button("取消", () => this.close())));
    this.editor.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.editor.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  /** @private */
  get today() {
    return localDay(this.context.clock());
  }

  /** @private */
  get year() {
    return currentYear(this.dataset.portalYear, this.context.settings.get(SCHOOL_YEAR), this.today);
  }

  /** @private */
  show() {
    const { year, today } = this;
    const own = readYear(this.context.settings.get(SCHOOL_YEAR));
    const weeks = weeksOf(year);
    const terms = year.terms.map(({ first, last }, i) => make("p", {}, make("b", {}, TERM_NAMES[i]),
      `：${inWords(first)}至 ${inWords(last)}，${weeks.filter(({ term }) => term === i + 1).length} 周`));
    this.shown.replaceChildren(...terms, make("p", { class: "portal-quiet" }, this.origin(own)),
      make("p", {}, lessonsInWords(year, today)));
    setVisible(this.restore, own !== null);
  }

  /** @private @param {SchoolYear | null} own @returns {string} where the dates come from */
  origin(own) {
    const text = writeYear(this.year);
    if (own && text === writeYear(own)) return "这是你改过的日期，只存在这个浏览器里。";
    if (text === this.dataset.portalYear) return "这是网站的日期。本校不一样，就改一改；只存在这个浏览器里。";
    return "现有的日期不是这一学年的，这里按年份挪了过来，星期和周数可能差一点，请照本校的校历改。";
  }

  /** @private */
  open() {
    const { terms } = this.year;
    this.fields.forEach((fields, i) => {
      fields.first.value = terms[i].first;
      fields.last.value = terms[i].last;
    });
    this.tellProblem(null);
    setVisible(this.editor, true);
    setVisible(this.change, false);
    this.fields[0].first.focus();
  }

  /** @private */
  close() {
    setVisible(this.editor, false);
    setVisible(this.change, true);
    this.change.focus();
  }

  /** @private @param {ReturnType<typeof faultOf>} fault */
  tellProblem(fault) {
    for (const { first, last } of this.fields) {
      for (const field of [first, last]) {
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
      }
    }
    this.problem.textContent = fault ? fault.reason : "";
    if (!fault) return this.problem.remove();
    const field = this.fields[fault.term][fault.end];
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", this.problem.id);
    /** @type {HTMLElement} */ (field.parentElement).after(this.problem);
    return field.focus();
  }

  /** @private */
  save() {
    const [autumn, spring] = this.fields.map(({ first, last }) => ({ first: first.value, last: last.value }));
    const fault = faultOf([autumn, spring]);
    this.tellProblem(fault);
    if (!fault) this.keep(writeYear({ terms: [autumn, spring] }), "保存好了。在这个浏览器里，本月的课和校历都照这个日期来；下载的进度表和日历仍是网站的日期。");
  }

  /** @private */
  forget() {
    this.keep("", "恢复成网站的日期了。");
  }

  /** @private @param {string} text @param {string} words */
  keep(text, words) {
    this.context.settings.set(SCHOOL_YEAR, text);
    this.show();
    this.close();
    say(this.status, words);
    document.dispatchEvent(new CustomEvent(YEAR_CHANGED));
  }
}

/** @param {SchoolYear} year @param {string} today */
function lessonsInWords(year, today) {
  const { month } = teachingMonth(year, today);
  const weeks = [1, 2].map((period) => weekOf(year, month, period, PERIODS));
  const named = weeks.map(({ term, number, monday }) => `${TERM_NAMES[term - 1]}第 ${number} 周（${shortly(monday)}起）`);
  const when = named[0] === named[1] ? `都在${named[0]}` : `在${named.join("和")}`;
  return `照每月两节算，${month} 月的两节${when}。`;
}
