// 课时台账, the list of entries: each can be changed or withdrawn where it stands.
// @ts-check
import { lessonKey } from "../core/items.js";
import { gradeOfLesson, isOther, knownClasses, whyNotCounted } from "../core/ledger.js";
import { dayWords, labelWords, lessonWords } from "../core/ledger-words.js";
import { button, link, make } from "./dom.js";
import { TaughtForm } from "./taught-form.js";

/** @typedef {import("../core/items.js").Taught} Taught */

export class EntryList {
  /** @param {import("./ledger.js").PortalLedger} page */
  constructor(page) {
    this.page = page;
    this.editing = "";
    this.rows = make("ul", { class: "portal-ledger-entries" });
    this.heading = make("h2", {});
    this.element = make("section", { class: "portal-ledger-list" }, this.heading, this.rows);
  }

  refresh() {
    const entries = this.page.entries();
    this.element.hidden = entries.length === 0;
    this.heading.textContent = `上过的课（${entries.length} 条）`;
    const open = this.editing && this.rows.querySelector("form");
    // A form being typed into stays, unless its entry is gone.
    if (open && entries.some((entry) => lessonKey(entry) === this.editing)) return;
    this.editing = "";
    this.rows.replaceChildren(...entries.map((entry) => this.row(entry)));
  }

  /** @private @param {Taught} entry */
  row(entry) {
    const { title, url } = lessonWords(entry, this.page.lessons);
    const { grade } = this.page.classWords(entry);
    const why = whyNotCounted(entry, this.page.today);
    const place = make("div", { class: "portal-ledger-edit" });
    const note = isOther(entry.lesson) ? "" : entry.note;
    const opener = button("改", () => this.edit(entry, place, opener));
    opener.setAttribute("aria-label", `改：${labelWords(entry.class)} ${dayWords(entry.date)} ${title}`);
    return make("li", {},
      make("time", { datetime: entry.date }, entry.date),
      make("span", { class: "portal-ledger-who" }, labelWords(entry.class)),
      make("span", { class: "portal-ledger-what" }, url ? link(title, this.page.context.url(url)) : title,
        make("small", {}, ` ${grade}${why ? `　${why}` : ""}${note ? `　备注：${note}` : ""}`)),
      make("span", {}, `${entry.periods} 课时`), opener, place);
  }

  /** @private @param {Taught} entry @param {HTMLElement} place @param {HTMLElement} opener */
  edit(entry, place, opener) {
    const { page } = this;
    const close = () => {
      this.editing = "";
      place.replaceChildren();
      opener.focus();
    };
    const done = (/** @type {string} */ words, /** @type {boolean} */ isKept) => {
      close();
      page.tell(words, isKept);
      page.undoButton.focus();
    };
    this.rows.querySelectorAll("form").forEach((form) => form.remove());
    this.editing = lessonKey(entry);
    const form = new TaughtForm(page.context, {
      lesson: () => entry.lesson,
      classes: () => knownClasses(page.context.lessons.all(), gradeOfLesson(entry.lesson)),
      isOwn: isOther(entry.lesson),
      before: entry,
      onSaved: (after, isKept) => done(`改好了：${after.class}，${dayWords(after.date)}。`, isKept),
      onClose: close,
    });
    form.element.append(button("撤回这一条", () => {
      this.editing = "";
      done(`已撤回：${labelWords(entry.class)}，${dayWords(entry.date)}。`, page.context.lessons.withdraw(entry));
    }, "portal-button-danger"));
    place.replaceChildren(form.element);
    form.label.focus();
  }
}
