// <portal-this-month>: out of the lists of all grades and months that stand in the page, shows one grade and one month.
// Fetches nothing; without it all lists stay.
// @ts-check
import { GRADE } from "../core/keys.js";
import { stepMonth, teachingMonth } from "../core/school-year.js";
import { button, make, setVisible } from "./dom.js";
import { PortalElement } from "./portal-element.js";

export class PortalThisMonth extends PortalElement {
  constructor() {
    super();
    /** @type {HTMLElement[]} */
    this.grades = [];
    this.now = teachingMonth(9);
    this.month = 9;
    this.picker = make("select");
    this.heading = make("p", { class: "portal-month-now", role: "status" });
    this.empty = make("p", { class: "portal-empty" }, "这个月的课还在准备，先看看前后两个月的吧。");
  }

  start() {
    this.grades = Array.from(this.querySelectorAll("[data-portal-grade]"));
    if (this.grades.length === 0) return;
    this.now = teachingMonth(new Date(this.context.clock()).getMonth() + 1);
    this.month = this.now.month;
    this.fillPicker();
    this.prepend(make("div", { class: "portal-row portal-month-row" },
      make("label", { class: "portal-field" }, "年级 ", this.picker),
      make("div", { class: "portal-month-steps" },
        button("‹ 上月", () => this.step(-1)), this.heading, button("下月 ›", () => this.step(1)))));
    this.append(this.empty);
    this.show();
  }

  /** @private */
  fillPicker() {
    const { picker, context: { settings } } = this;
    const ids = this.grades.map((grade) => grade.dataset.portalGrade || "");
    picker.append(...this.grades.map(({ dataset: { portalGrade = "", portalGradeName } }) =>
      make("option", { value: portalGrade }, portalGradeName || `${portalGrade} 年级`)));
    const remembered = settings.get(GRADE) || "";
    if (ids.includes(remembered)) picker.value = remembered;
    picker.addEventListener("change", () => {
      settings.set(GRADE, picker.value);
      this.show();
    });
  }

  /** @private @param {number} direction */
  step(direction) {
    this.month = stepMonth(this.month, direction);
    this.show();
  }

  /** @private */
  show() {
    const { grades, picker, heading, empty, now, month } = this;
    let found = 0;
    for (const grade of grades) {
      const isChosen = grade.dataset.portalGrade === picker.value;
      setVisible(grade, isChosen);
      for (const section of /** @type {NodeListOf<HTMLElement>} */ (grade.querySelectorAll("[data-portal-month]"))) {
        const isShown = Number(section.dataset.portalMonth) === month;
        setVisible(section, isShown);
        if (isChosen && isShown) found += 1;
      }
    }
    const note = month !== now.month ? "" : now.isComing ? "（新学期）" : "（本月）";
    heading.textContent = `${month} 月${note}`;
    setVisible(empty, found === 0);
  }
}
