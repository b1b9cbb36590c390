// <portal-ledger>: 课时台账. Joins its sections; each is a file. Counts nothing itself; see core/ledger.js.
// @ts-check
import { QUOTAS } from "../core/keys.js";
import { classKey, classOf, countClasses, heldEntries, newestFirst, placeOf, schoolYears } from "../core/ledger.js";
import { gradeWords, labelWords, yearWords } from "../core/ledger-words.js";
import { readQuotas, siteQuota } from "../core/quotas.js";
import { localDay } from "../core/school-year.js";
import { button, make, say, statusLine } from "./dom.js";
import { AddLesson } from "./ledger-add.js";
import { classCards } from "./ledger-classes.js";
import { EntryList } from "./ledger-entries.js";
import { newsSection } from "./ledger-news.js";
import { quotaSection } from "./ledger-quotas.js";
import { TakeLedger } from "./ledger-take.js";
import { PortalElement } from "./portal-element.js";

/** @typedef {import("../core/items.js").Taught} Taught */
/** @typedef {import("./portal-element.js").Catalogue} Catalogue */

const ALL = "";

export class PortalLedger extends PortalElement {
  constructor() {
    super();
    /** null: not read yet, or not to be had. @type {Catalogue | null} */
    this.catalogue = null;
    this.years = make("select", { name: "year" });
    this.classes = make("select", { name: "class" });
    this.counts = make("div", {});
    this.quotas = make("div", {});
    this.news = make("div", {});
    this.empty = make("div", { class: "portal-empty" });
    this.status = statusLine();
    this.undoButton = button("撤销上一步", () => this.undo());
  }

  start() {
    this.adding = new AddLesson(this);
    this.list = new EntryList(this);
    this.taking = new TakeLedger(this);
    [this.years, this.classes].forEach((select) => select.addEventListener("change", () => this.refresh()));
    this.replaceChildren(this.news,
      make("div", { class: "portal-row portal-ledger-filters" },
        make("label", { class: "portal-field" }, "学年", this.years),
        make("label", { class: "portal-field" }, "班级", this.classes)),
      make("div", { class: "portal-row" }, this.adding.opener, this.undoButton), this.status, this.adding.panel,
      this.empty, this.counts, this.list.element, this.quotas, this.taking.element, this.taking.paper);
    this.refresh();
    this.context.catalogue().then((catalogue) => { this.catalogue = catalogue; this.refresh(); }, () => {
      say(this.status, "教案目录没有读到，课名先用编号代替；台账里的数都在。");
    });
  }

  /** @param {import("../store/learner-store.js").Change} change */
  storeChanged(change) {
    if (change === null || change.kind === "lesson" || change.kind === "backup") this.refresh();
  }

  get today() {
    return localDay(this.context.clock());
  }

  /** The school year on show, by the calendar year in which it began. */
  get year() {
    return Number(this.years.value);
  }

  /** @returns {import("../core/ledger-words.js").Grades} */
  get grades() {
    return (this.catalogue && this.catalogue.grades) || {};
  }

  get lessons() {
    return this.catalogue && this.catalogue.lessons;
  }

  /** @param {number} grade */
  quotaOf(grade) {
    return readQuotas(this.context.settings.get(QUOTAS))[grade] || siteQuota(this.grades, grade);
  }

  /** @param {{grade: number, label: string}} one */
  nameOf({ grade, label }) {
    return `${labelWords(label)}（${gradeWords(grade, this.grades)}）`;
  }

  /** What the filters let through, newest first. @returns {Taught[]} */
  entries() {
    const chosen = this.classes.value;
    return heldEntries(this.context.lessons.all())
      .filter((entry) => placeOf(entry.date).year === this.year && (chosen === ALL || classKey(entry) === chosen))
      .sort(newestFirst);
  }

  countsOnShow() {
    return countClasses(this.entries(), { year: this.year, today: this.today, quotaOf: (grade) => this.quotaOf(grade) });
  }

  /** @private @param {HTMLSelectElement} select @param {[string, string][]} options value and words */
  fill(select, options) {
    const before = select.value;
    select.replaceChildren(...options.map(([value, words]) => make("option", { value }, words)));
    select.value = options.some(([value]) => value === before) ? before : options[0][0];
  }

  /** Shows what is stored; what is being typed stays. */
  refresh() {
    if (!this.list || !this.taking || !this.adding) return;
    const all = this.context.lessons.all();
    this.fill(this.years, schoolYears(all, this.today).map((year) => [String(year), yearWords(year)]));
    const ofYear = heldEntries(all).filter(({ date }) => placeOf(date).year === this.year);
    const classes = countClasses(ofYear, { year: this.year, today: this.today, quotaOf: (grade) => this.quotaOf(grade) });
    this.fill(this.classes, [[ALL, "全部班级"], ...classes.map((one) =>
      /** @type {[string, string]} */ ([`${one.grade}/${one.label}`, this.nameOf(one)]))]);
    this.showEmpty(ofYear.length === 0);
    this.counts.replaceChildren(...classCards(this));
    this.news.replaceChildren(newsSection(this));
    this.adding.refresh();
    this.list.refresh();
    this.quotas.replaceChildren(quotaSection(this, Array.from(new Set(classes.map(({ grade }) => grade)))));
    this.taking.refresh();
    this.undoButton.hidden = !this.context.lessons.canUndo();
  }

  /** @private @param {boolean} isEmpty */
  showEmpty(isEmpty) {
    this.empty.hidden = !isEmpty;
    const lessons = make("a", { href: this.context.url("lessons/") }, "找一课");
    this.empty.replaceChildren(make("p", {}, `${yearWords(this.year)}还没有记录。上完一课，在那一课的页面上点“上过了”，再点“记下”，这里就有了。`),
      make("p", {}, "现在可以：", lessons, "，或者用上面的“补记一课”，把上过的补上。"));
  }

  /** @param {string} words @param {boolean} [isKept] */
  tell(words, isKept = true) {
    this.refresh();
    say(this.status, isKept ? words : `${words}浏览器没有保存下来，离开这一页以前请导出学习记录。`)
      .then(() => this.status.scrollIntoView({ block: "nearest" }));
  }

  /** @private */
  undo() {
    this.context.lessons.undo();
    this.tell("已撤销。");
    this.adding && this.adding.opener.focus();
  }

  /** @param {Taught} entry */
  classWords(entry) {
    const { grade, label } = classOf(entry);
    return { grade: gradeWords(grade, this.grades), label };
  }
}
