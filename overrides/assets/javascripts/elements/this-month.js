// <portal-this-month>: out of the lists of all grades and months that stand in the page, shows one grade and one month,
// each lesson with its week and its files. Fetches nothing; without it all lists stay.
// @ts-check
import { GRADE } from "../core/keys.js";
import { stepMonth, teachingMonth, weekOf } from "../core/school-year.js";
import { make, setVisible, stepButton } from "./dom.js";
import { followYear, ownYear, yearLine } from "./own-year.js";
import { PortalElement } from "./portal-element.js";
import { writeWeek } from "./week.js";

/** @param {ParentNode} node @param {string} selector @returns {HTMLElement[]} */
const all = (node, selector) => Array.from(node.querySelectorAll(selector));

export class PortalThisMonth extends PortalElement {
  constructor() {
    super();
    /** @type {HTMLElement[]} */
    this.grades = [];
    this.grade = "";
    this.month = 9;
    this.picker = make("select");
    this.heading = make("p", { class: "portal-month-now", role: "status" });
    this.empty = make("p", { class: "portal-empty" }, "这个月的课还在准备，先看看前后两个月的吧。");
  }

  start() {
    this.grades = all(this, "[data-portal-grade]");
    if (this.grades.length === 0) return;
    const { year, today, isOwn } = ownYear(this, this.context);
    this.year = year;
    this.now = teachingMonth(year, today);
    this.month = this.now.month;
    this.grade = this.remembered();
    this.prepend(...this.controls());
    this.dates = yearLine(this.context, isOwn);
    this.append(this.empty, this.dates);
    this.show();
    followYear(this, this.context, year);
  }

  /** @private @returns {string} "" as long as nobody has chosen */
  remembered() {
    const numbers = this.grades.map(({ dataset }) => dataset.portalGrade || "");
    const grade = this.context.settings.get(GRADE) || "";
    if (numbers.includes(grade)) return grade;
    return numbers.length === 1 ? numbers[0] : "";
  }

  /** @private */
  controls() {
    this.picker.append(...this.grades.map(({ dataset: { portalGrade = "", portalGradeName } }) =>
      make("option", { value: portalGrade }, portalGradeName || portalGrade)));
    this.picker.addEventListener("change", () => this.choose(this.picker.value));
    this.row = make("div", { class: "portal-month-row" },
      make("label", { class: "portal-field" }, make("span", { class: "portal-for-ears" }, "年级"), this.picker),
      stepButton("‹ 上月", () => this.step(-1)), this.heading, stepButton("下月 ›", () => this.step(1)));
    this.choice = this.gradeChoice();
    return [this.row];
  }

  /** @private */
  gradeChoice() {
    const choice = /** @type {HTMLElement} */ (this.querySelector(".portal-grade-choice"));
    all(choice, "button").forEach((one) => one.addEventListener("click", () => {
      this.choose(one.dataset.portalChoice || "");
      this.picker.focus();
    }));
    return choice;
  }

  /** @private @param {string} grade */
  choose(grade) {
    this.grade = grade;
    this.context.settings.set(GRADE, grade);
    this.show();
  }

  /** @private @param {number} direction */
  step(direction) {
    this.month = stepMonth(this.month, direction);
    this.show();
  }

  /** @private */
  show() {
    const { grades, picker, heading, empty, now, month, grade, choice, row, dates } = this;
    if (!choice || !row || !now || !dates) return;
    let found = 0;
    for (const one of grades) {
      const isChosen = one.dataset.portalGrade === grade;
      setVisible(one, isChosen);
      for (const section of all(one, "[data-portal-month]")) {
        const isShown = Number(section.dataset.portalMonth) === month;
        setVisible(section, isShown);
        if (isChosen && isShown) {
          found += 1;
          this.complete(section, one.dataset);
        }
      }
    }
    picker.value = grade;
    heading.textContent = `${month} 月${month !== now.month ? "" : now.isComing ? "（新学期）" : "（本月）"}`;
    setVisible(choice, !grade);
    setVisible(row, Boolean(grade));
    setVisible(dates, Boolean(grade));
    setVisible(empty, Boolean(grade) && found === 0);
  }

  /** Adds weeks and files to a month, once. @private @param {HTMLElement} section @param {DOMStringMap} grade */
  complete(section, grade) {
    if (section.querySelector(".portal-files")) return;
    const [ofLesson, ofMonth] = /** @type {HTMLTemplateElement[]} */ (all(this, "template"));
    all(section, "li").forEach((lesson) => this.completeLesson(lesson, grade, ofLesson));
    section.append(filledIn(ofMonth, {
      grade: grade.portalGrade || "", name: grade.portalGradeName || "", month: String(this.month), size: section.dataset.portalSize || "",
    }));
  }

  /** @private @param {HTMLElement} lesson @param {DOMStringMap} grade @param {HTMLTemplateElement} pattern */
  completeLesson(lesson, { portalGradeName, portalPeriods }, pattern) {
    const { year, month } = this;
    const [link, facts] = /** @type {HTMLElement[]} */ (Array.from(lesson.children));
    if (!year || !facts) return;
    const { portalPeriod: period, portalRevision: revision = "1", portalName } = lesson.dataset;
    const week = make("span", { class: "portal-week" });
    writeWeek(week, weekOf(year, month, Number(period), Number(portalPeriods)));
    facts.after(week);
    const title = link.textContent || "";
    lesson.append(filledIn(pattern, {
      title, revision,
      lesson: (/lessons\/(.+?)\/?$/.exec(link.getAttribute("href") || "") || ["", ""])[1],
      name: portalName || `${portalGradeName}${month}月第${period}课 ${title}`,
    }));
  }
}

/**
 * @param {HTMLTemplateElement} pattern the links to the files of any lesson or month
 * @param {Record<string, string>} words of this lesson or month
 */
function filledIn(pattern, words) {
  const made = /** @type {DocumentFragment} */ (pattern.content.cloneNode(true));
  const fill = (/** @type {string} */ text) => text.replace(/\{(\w+)\}/g, (_, key) => words[key]);
  for (const element of all(made, "*")) {
    for (const { name, value } of Array.from(element.attributes)) element.setAttribute(name, fill(value));
    for (const node of Array.from(element.childNodes)) {
      if (node.nodeType === Node.TEXT_NODE) node.nodeValue = fill(node.nodeValue || "");
    }
  }
  return made;
}
