// <portal-this-month>: out of the lists of all grades and months that stand in the page, shows one grade and one month.
// Fetches nothing; without it all lists stay.
// @ts-check
import { GRADE } from "../core/keys.js";
import { gradeName, stepMonth, teachingMonth } from "../core/school-year.js";
import { button, make, setVisible } from "./dom.js";
import { PortalElement } from "./portal-element.js";

export class PortalThisMonth extends PortalElement {
  start() {
    /** @type {HTMLElement[]} */
    this.grades = Array.from(this.querySelectorAll("[data-portal-grade]"));
    if (this.grades.length === 0) return;
    const { month, isComing } = teachingMonth(new Date(this.context.clock()).getMonth() + 1);
    this.now = { month, isComing };
    this.month = month;
    this.picker = this.buildPicker();
    this.heading = make("p", { class: "portal-month", role: "status" });
    this.empty = make("p", { class: "portal-empty" }, "这个月的课还在准备，先看看前后两个月的吧。");
    this.prepend(make("div", { class: "portal-row portal-month-row" },
      make("label", { class: "portal-field" }, "年级 ", this.picker),
      button("‹ 上月", () => this.step(-1)), this.heading, button("下月 ›", () => this.step(1))));
    this.append(this.empty);
    this.show();
  }

  /** @private */
  buildPicker() {
    const ids = (this.grades || []).map((grade) => grade.dataset.portalGrade || "");
    const picker = make("select", {}, ...ids.map((id) => make("option", { value: id }, gradeName(Number(id)))));
    const remembered = this.context.settings.get(GRADE) || "";
    if (ids.includes(remembered)) picker.value = remembered;
    picker.addEventListener("change", () => {
      this.context.settings.set(GRADE, picker.value);
      this.show();
    });
    return picker;
  }

  /** @private @param {number} direction */
  step(direction) {
    this.month = stepMonth(this.month || 9, direction);
    this.show();
  }

  /** @private */
  show() {
    const { picker, heading, empty, now, month } = this;
    if (!picker || !heading || !empty || !now) return;
    let found = 0;
    for (const grade of this.grades || []) {
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
