// The form for one entry of the ledger: which class, which day, how many periods. Used on lessons and in the ledger.
// Refuses only what no entry can be without; knows no pupil, so asks for none.
// @ts-check
import { tidyLabel } from "../core/class-label.js";
import { isDate } from "../core/instant.js";
import { isText, tidyText } from "../core/items.js";
import { sameEntry } from "../core/ledger.js";
import { dayWords } from "../core/ledger-words.js";
import { localDay } from "../core/school-year.js";
import { button, make, say, statusLine } from "./dom.js";

/** @typedef {import("../core/items.js").Taught} Taught */
/** @typedef {import("./portal-element.js").Context} Context */

const PERIODS = [0.5, 1, 1.5, 2, 3, 4];
const MOST_CHIPS = 8;
let forms = 0;

/**
 * @typedef {object} FormOptions
 * @property {() => string} lesson the id of the lesson; "" while none is chosen
 * @property {() => string[]} classes labels to offer, the likeliest first
 * @property {boolean} [isOwn] a lesson of the school's own: the note is its title
 * @property {Taught} [before] the entry to change
 * @property {(entry: Taught, isKept: boolean) => void} onSaved
 * @property {() => void} onClose
 */

export class TaughtForm {
  /** @param {Context} context @param {FormOptions} options */
  constructor(context, options) {
    this.context = context;
    this.options = options;
    forms += 1;
    const { before } = options;
    const [label] = options.classes();
    this.list = make("datalist", { id: `portal-classes-${forms}` });
    this.label = make("input", {
      type: "text", maxlength: 40, autocomplete: "off", list: this.list.id, name: "class",
      value: before ? before.class : label, "aria-describedby": `portal-class-hint-${forms}`,
    });
    this.date = make("input", { type: "date", name: "date", value: before ? before.date : localDay(context.clock()) });
    this.periods = make("select", { name: "periods" }, ...this.periodOptions());
    this.note = make("textarea", { rows: 2, name: "note" });
    this.note.value = (before && before.note) || "";
    this.chips = make("div", { class: "portal-row portal-taught-chips" });
    this.hint = make("p", { class: "portal-taught-hint", id: `portal-class-hint-${forms}` }, "只写班级，如 五(2)班，不写学生姓名。");
    this.status = statusLine();
    this.element = this.build();
    this.refresh();
  }

  /** @private */
  periodOptions() {
    const now = this.options.before ? this.options.before.periods : 1;
    const offered = Array.from(new Set([...PERIODS, now])).sort((a, b) => a - b);
    return offered.map((n) => make("option", { value: n, selected: n === now }, `${n} 课时`));
  }

  /** Offers what is known by now. */
  refresh() {
    const classes = this.options.classes();
    this.list.replaceChildren(...classes.map((label) => make("option", { value: label })));
    // Webviews of phones often show no datalist.
    this.chips.replaceChildren(...(this.options.before ? [] : classes.slice(0, MOST_CHIPS)).map((label) => {
      const chip = button(label, () => this.choose(label), "portal-taught-chip");
      chip.setAttribute("aria-pressed", String(tidyLabel(this.label.value) === label));
      return chip;
    }));
  }

  /** @private @param {string} label */
  choose(label) {
    this.label.value = label;
    this.refresh();
    this.saveButton.focus({ preventScroll: true });
    say(this.status, `选了${label}。`);
  }

  /** @private @returns {Taught} */
  read() {
    const note = tidyText(this.note.value.trim(), 2000);
    return {
      lesson: this.options.lesson(), class: tidyLabel(this.label.value), date: this.date.value.trim(),
      periods: Number(this.periods.value), ...(note ? { note } : {}),
    };
  }

  /** What is missing, and the field where it is. @private @param {Taught} entry @returns {[string, HTMLElement] | null} */
  fault(entry) {
    if (!entry.lesson) return ["先选是哪一课。", this.date];
    if (entry.class === "") return ["先写班级，如 五(2)班。", this.label];
    if (!isText(entry.class, 40)) return ["班级写短一点，40 个字以内。", this.label];
    if (!isDate(entry.date)) return ["日期写成年-月-日，如 2026-11-22。", this.date];
    if (this.options.isOwn && !entry.note) return ["写上这一课的名字。", this.note];
    const same = sameEntry(this.context.lessons.all(), entry);
    const { before } = this.options;
    const isItself = same && before && same.class === before.class && same.date === before.date && same.lesson === before.lesson;
    if (!same || isItself) return null;
    return [`${entry.class} ${dayWords(entry.date)}已经记过这一课（${same.periods} 课时）。要改，就改那一条。`, this.label];
  }

  save() {
    const entry = this.read();
    const fault = this.fault(entry);
    if (fault) {
      say(this.status, fault[0]);
      fault[1].focus();
      return;
    }
    const isKept = this.context.lessons.note(entry, this.options.before);
    this.options.onSaved(entry, isKept);
  }

  /** After an entry: ready for the next class. */
  clear() {
    this.label.value = "";
    this.note.value = "";
    this.refresh();
  }

  /** @private @returns {HTMLElement} */
  build() {
    const { before, isOwn, onClose } = this.options;
    this.saveButton = make("button", { type: "submit", class: "portal-button portal-button-main" }, before ? "改好" : "记下");
    const noteField = make("label", { class: "portal-field portal-taught-note" }, isOwn ? "课名" : "备注（不写学生姓名）", this.note);
    const form = make("form", { class: "portal-taught-form" },
      make("div", { class: "portal-taught-fields" },
        make("label", { class: "portal-field" }, "班级", this.label),
        make("label", { class: "portal-field portal-taught-day" }, "日期", this.date),
        make("label", { class: "portal-field" }, "课时", this.periods)),
      this.list, this.chips, this.hint,
      isOwn ? noteField : make("details", { open: this.note.value !== "" }, make("summary", {}, "加一句备注"), noteField),
      make("div", { class: "portal-row" }, this.saveButton, button(before ? "不改了" : "收起", onClose)),
      this.status);
    form.noValidate = true;
    // The second click of a double click would ask for the next class.
    this.saveButton.addEventListener("click", (event) => event.detail > 1 && event.preventDefault());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) onClose();
    });
    this.label.addEventListener("input", () => this.refresh());
    return form;
  }
}
