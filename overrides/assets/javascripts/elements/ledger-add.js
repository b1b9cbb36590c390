// 课时台账, an entry after the fact: any lesson of the site, or one of the school's own.
// @ts-check
import { GRADE } from "../core/keys.js";
import { OTHER, gradeOfLesson, heldEntries, knownClasses, newestFirst } from "../core/ledger.js";
import { dayWords, gradeWords } from "../core/ledger-words.js";
import { button, make } from "./dom.js";
import { MONTHS } from "../core/school-year.js";
import { TaughtForm } from "./taught-form.js";

/** @typedef {import("../core/ledger-words.js").LessonInfo} LessonInfo */

const GRADES = Array.from({ length: 12 }, (_, i) => i + 1);

export class AddLesson {
  /** @param {import("./ledger.js").PortalLedger} page */
  constructor(page) {
    this.page = page;
    /** @type {TaughtForm | null} */
    this.form = null;
    this.grade = make("select", { name: "grade" });
    this.lesson = make("select", { name: "lesson" });
    this.place = make("div", {});
    this.panel = make("section", { class: "portal-ask", "aria-label": "补记一课", hidden: true },
      make("div", { class: "portal-taught-fields" },
        make("label", { class: "portal-field" }, "年级", this.grade),
        make("label", { class: "portal-field portal-ledger-lesson" }, "课", this.lesson)),
      this.place);
    this.opener = button("补记一课", () => this.toggle(), "portal-button-main");
    this.opener.setAttribute("aria-expanded", "false");
    this.grade.addEventListener("change", () => { this.fillLessons(); this.openForm(); });
    this.lesson.addEventListener("change", () => this.openForm());
  }

  refresh() {
    const before = this.grade.value || this.page.context.settings.get(GRADE) || this.lastGrade();
    this.grade.replaceChildren(...GRADES.map((n) => make("option", { value: n }, gradeWords(n, this.page.grades))));
    this.grade.value = before;
    this.fillLessons();
    if (this.form) this.form.refresh();
  }

  /** Whoever never chose a grade on the first page has taught one. @private */
  lastGrade() {
    const [newest] = heldEntries(this.page.context.lessons.all()).sort(newestFirst);
    return String(newest ? gradeOfLesson(newest.lesson) : 1);
  }

  /** In the order of the school year; the school's own comes last, but is there even without a catalogue. @private */
  fillLessons() {
    const before = this.lesson.value;
    const grade = Number(this.grade.value);
    const found = Object.entries(this.page.lessons || {}).filter(([, lesson]) => lesson.grade === grade);
    const groups = MONTHS.map((month) => {
      const of = found.filter(([, lesson]) => lesson.month === month).sort(([, a], [, b]) => a.period - b.period);
      return of.length > 0 && make("optgroup", { label: `${month} 月` }, ...of.map(([id, { title }]) => make("option", { value: id }, title)));
    });
    const own = `grade-${grade}/${OTHER}`;
    this.lesson.replaceChildren(make("option", { value: "" }, "请选一课"), ...groups.filter(Boolean).map((group) => /** @type {Node} */ (group)),
      make("option", { value: own }, "学校自己的课（自己写课名）"));
    this.lesson.value = before === own || found.some(([id]) => id === before) ? before : "";
  }

  /** @private */
  toggle() {
    if (this.panel.hidden) {
      this.panel.hidden = false;
      this.opener.setAttribute("aria-expanded", "true");
      this.openForm();
      this.grade.focus();
    } else this.close();
  }

  /** @private */
  close() {
    this.panel.hidden = true;
    this.form = null;
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.focus();
  }

  /** What was typed for another lesson goes along. @private */
  openForm() {
    const { page } = this;
    const old = this.form;
    const form = new TaughtForm(page.context, {
      lesson: () => this.lesson.value,
      classes: () => knownClasses(page.context.lessons.all(), Number(this.grade.value)),
      isOwn: this.lesson.value.endsWith(`/${OTHER}`),
      onSaved: (entry, isKept) => {
        page.tell(`已记：${entry.class}，${dayWords(entry.date)}。`, isKept);
        form.clear();
      },
      onClose: () => this.close(),
    });
    if (old) [form.date.value, form.periods.value, form.note.value] = [old.date.value, old.periods.value, old.note.value];
    this.form = form;
    this.place.replaceChildren(form.element);
  }
}
