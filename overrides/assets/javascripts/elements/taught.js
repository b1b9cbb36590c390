// <portal-taught>: on a lesson, the button of the ledger: two taps note that a class had this lesson today.
// Shows which classes had it in this school year; each can be changed or withdrawn from here.
// @ts-check
import { classKey, gradeOfLesson, heldEntries, knownClasses, newestFirst, placeOf } from "../core/ledger.js";
import { dayWords, labelWords } from "../core/ledger-words.js";
import { localDay } from "../core/school-year.js";
import { button, link, make, say, statusLine } from "./dom.js";
import { PortalElement } from "./portal-element.js";
import { TaughtForm } from "./taught-form.js";

/** @typedef {import("../core/items.js").Taught} Taught */

export class PortalTaught extends PortalElement {
  constructor() {
    super();
    this.lesson = "";
    /** @type {TaughtForm | null} */
    this.form = null;
    this.given = make("ul", { class: "portal-taught-given" });
    this.panel = make("div", {});
    this.status = statusLine();
    this.opener = button("上过了", () => this.toggle(), "portal-taught-open");
  }

  start() {
    this.lesson = this.getAttribute("lesson") || "";
    this.opener.setAttribute("aria-expanded", "false");
    const ledger = link("课时台账", this.context.url("my/ledger/"), "portal-taught-ledger");
    this.replaceChildren(make("div", { class: "portal-row" }, this.opener, ledger), this.given, this.panel, this.status);
    this.refresh();
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    if (change === null || change.kind === "lesson") this.refresh();
  }

  /** @private @returns {Taught[]} of this lesson, in this school year */
  entries() {
    const { year } = placeOf(localDay(this.context.clock()));
    return heldEntries(this.context.lessons.all())
      .filter(({ lesson, date }) => lesson === this.lesson && placeOf(date).year === year)
      .sort(newestFirst);
  }

  /** @private */
  refresh() {
    const entries = this.entries();
    this.given.replaceChildren(...entries.map((entry) => {
      const words = `${labelWords(entry.class)} ${dayWords(entry.date)}`;
      const change = button(words, () => this.edit(entry), "portal-taught-entry");
      change.setAttribute("aria-label", `已上：${words}，改或撤回`);
      return make("li", {}, change);
    }));
    this.given.hidden = entries.length === 0;
    if (this.form) this.form.refresh();
  }

  /** Classes of this grade, those that have not had the lesson first. @private */
  classes() {
    const had = new Set(this.entries().map(classKey));
    const all = this.context.lessons.all();
    const isWaiting = (/** @type {string} */ label) => !had.has(classKey({ lesson: this.lesson, class: label, date: "", periods: 1 }));
    return knownClasses(all, gradeOfLesson(this.lesson)).filter(isWaiting);
  }

  /** @private */
  toggle() {
    if (this.form) this.close();
    else this.open();
  }

  /** @private @param {Taught} [before] */
  open(before) {
    const form = new TaughtForm(this.context, {
      lesson: () => this.lesson,
      classes: () => this.classes(),
      before,
      onSaved: (entry, isKept) => this.saved(entry, isKept, before),
      onClose: () => this.close(),
    });
    this.form = form;
    this.panel.replaceChildren(form.element);
    this.opener.setAttribute("aria-expanded", "true");
    (form.label.value ? form.saveButton : form.label).focus({ preventScroll: true });
    this.status.scrollIntoView({ block: "nearest" }); // below the form: the button to save is in view then
    return form;
  }

  /** @private @param {Taught} entry */
  edit(entry) {
    const form = this.open(entry);
    form.element.append(button("撤回这一条", () => this.withdraw(entry), "portal-button-danger"));
  }

  /** @private */
  close() {
    this.form = null;
    this.panel.replaceChildren();
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.focus({ preventScroll: true });
  }

  /** @private @param {Taught} entry @param {boolean} isKept @param {Taught} [before] */
  saved(entry, isKept, before) {
    const words = `${before ? "改好了" : "已记"}：${entry.class}，${dayWords(entry.date)}。`;
    if (!before) this.context.store.facts.saveUsed(this.lesson, Number(this.dataset.portalRevision));
    this.tell(words, isKept);
    if (before) this.close();
    else if (this.form) this.form.clear();
  }

  /** @private @param {Taught} entry */
  withdraw(entry) {
    const isKept = this.context.lessons.withdraw(entry);
    this.close();
    this.tell(`已撤回：${labelWords(entry.class)}，${dayWords(entry.date)}。`, isKept);
  }

  /** @private @param {string} words @param {boolean} isKept */
  tell(words, isKept) {
    const doubt = isKept ? "" : "浏览器没有保存下来，离开这一页以前请导出学习记录。";
    say(this.status, `${words}${doubt}`, button("撤销", () => this.undo(), "portal-button-quiet"))
      .then(() => this.status.scrollIntoView({ block: "nearest" }));
  }

  /** @private */
  undo() {
    this.context.lessons.undo();
    this.refresh();
    say(this.status, "已撤销。");
    this.opener.focus({ preventScroll: true });
  }
}
