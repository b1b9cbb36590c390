// <portal-mistakes>: 错题本. Shows the book, or one question after the other. Computes nothing itself; see core/mistakes.js.
// @ts-check
import { STREAK } from "../core/keys.js";
import { firstLook, mistakeBook, selected } from "../core/mistake-book.js";
import { allPractised, isMistake, readStreak } from "../core/mistakes.js";
import { dueDates } from "../core/review.js";
import { make } from "./dom.js";
import { emptyBook, showBook } from "./mistakes-list.js";
import { Practice } from "./mistakes-practice.js";
import { printQuestions } from "./mistakes-print.js";
import { PortalElement } from "./portal-element.js";

/** @typedef {import("../core/mistake-book.js").Filter} Filter */

const TROUBLE = "错题本没有打开，可能是网络断了。作答都还在，请稍后刷新再看。";

/** Kinds of items that the book is made of. */
const SHOWN = ["answer", "attempt", "favourite"];

/** @param {string} text */
const line = (text) => make("p", { class: "portal-empty", role: "status" }, text);

export class PortalMistakes extends PortalElement {
  constructor() {
    super();
    /** @type {import("../core/progress.js").Catalogue | null} */
    this.catalogue = null;
    /** What the reader has chosen; null until then. @type {Filter | null} */
    this.chosen = null;
    /** @type {Practice | null} */
    this.practice = null;
  }

  start() {
    this.replaceChildren(line("正在翻开错题本……"));
    Promise.all([this.context.catalogue(), import("../vendor/fsrs.js")]).then(([catalogue, scheduler]) => {
      this.catalogue = catalogue;
      this.dueOf = dueDates(/** @type {any} */ (scheduler));
      this.refresh();
    }, () => this.replaceChildren(line(TROUBLE)));
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    // Redrawn for every note of another tab, the list would shut a menu that somebody has just opened.
    if (change && !SHOWN.includes(change.kind)) return;
    if (this.practice) this.practice.refresh();
    else this.refresh();
  }

  /** Right answers in a row that take a question out. */
  get needed() {
    return readStreak(this.context.settings.get(STREAK));
  }

  /** @private */
  endOfToday() {
    const now = new Date(this.context.clock());
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
  }

  /** @private */
  refresh() {
    const { catalogue, dueOf } = this;
    if (!catalogue || !dueOf) return;
    const endOfToday = this.endOfToday();
    const book = mistakeBook(catalogue, this.context.store.record(), this.needed, dueOf, endOfToday);
    const filter = this.chosen || { which: firstLook(book), module: "" };
    const items = selected(catalogue, book, filter);
    const isEmpty = book.all.length + book.favourites.length + book.resting.length === 0;
    this.redraw(isEmpty ? emptyBook(catalogue, book, this.context) : showBook({
      context: this.context, catalogue, book, filter, items, endOfToday, needed: this.needed,
      onFilter: (chosen) => this.choose(chosen),
      onNeeded: (needed) => this.setNeeded(needed),
      onPractise: () => this.practise(items.map(({ id }) => id)),
      onPrint: (look) => printQuestions(this.context, catalogue, items, look),
    }));
  }

  /**
   * The list is drawn anew upon every change; a keyboard stays where it was.
   * @private
   * @param {HTMLElement[]} parts
   */
  redraw(parts) {
    const active = document.activeElement instanceof HTMLElement && this.contains(document.activeElement) ? document.activeElement : null;
    const name = active && active.dataset.portalControl;
    this.replaceChildren(...parts);
    const controls = /** @type {HTMLElement[]} */ (Array.from(this.querySelectorAll("[data-portal-control]")));
    const same = controls.find((control) => control.dataset.portalControl === name);
    if (active && (same || controls[0])) (same || controls[0]).focus({ preventScroll: true });
  }

  /** @private @param {Filter} filter */
  choose(filter) {
    this.chosen = filter;
    this.refresh();
  }

  /** @private @param {number} needed */
  setNeeded(needed) {
    this.context.settings.set(STREAK, String(needed));
    this.refresh();
  }

  /** @private @param {string[]} ids */
  practise(ids) {
    this.practice = new Practice(this.context, ids, {
      needed: () => this.needed,
      look: (id) => this.look(id),
      onLeave: () => this.leave(),
    });
    this.replaceChildren(this.practice.element);
    this.practice.begin();
  }

  /** @private @param {string} id @returns {{isIn: boolean, streak: number, title: string, url: string}} */
  look(id) {
    const catalogue = /** @type {import("../core/progress.js").Catalogue} */ (this.catalogue);
    const one = allPractised(catalogue, this.context.store.record()).get(id);
    const { title, url } = catalogue.units[id.split("/")[0]];
    return { isIn: Boolean(one && isMistake(one, this.needed)), streak: one ? one.streak : 0, title, url };
  }

  /** @private */
  leave() {
    this.practice = null;
    this.refresh();
    const [first] = this.querySelectorAll("[data-portal-control]");
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
    this.scrollIntoView({ block: "start" });
  }
}
