// <portal-plan>: the year plan on a grade's page by the teacher's own school year, as a calendar file too; prints the
// year or one month. Its weeks stand in the page by the site's school year; without it they stay.
// @ts-check
import { writeCalendar } from "../core/ics.js";
import { toInstant } from "../core/instant.js";
import { teachingMonth, weekOf, writeYear, yearOfMonth } from "../core/school-year.js";
import { downloadText, isChatWebview } from "./deliver.js";
import { button, make } from "./dom.js";
import { followYear, ownYear, yearLine } from "./own-year.js";
import { PortalElement } from "./portal-element.js";
import { printAs } from "./print.js";
import { writeWeek } from "./week.js";

/** @typedef {import("../core/school-year.js").SchoolYear} SchoolYear */

/** @param {ParentNode} node @param {string} selector @returns {HTMLElement[]} */
const all = (node, selector) => Array.from(node.querySelectorAll(selector));

export class PortalPlan extends PortalElement {
  start() {
    const { year, today, isOwn } = ownYear(this, this.context);
    if (writeYear(year) !== this.dataset.portalSchoolYear) this.showWeeks(year, isOwn);
    this.showAddresses();
    this.markMonth(teachingMonth(year, today).month);
    this.addButtons(isOwn);
    this.printWhatIsAsked();
    followYear(this, this.context, year);
  }

  /** @private @param {SchoolYear} year @param {string | undefined} place "11/1" */
  week(year, place) {
    const [month, period] = (place || "").split("/").map(Number);
    return weekOf(year, month, period, Number(this.dataset.portalPeriods));
  }

  /** @private @param {SchoolYear} year @param {boolean} isOwn */
  showWeeks(year, isOwn) {
    const name = this.yearName(year);
    all(this, "[data-portal-years]").forEach((place) => { place.textContent = `${name} 学年`; });
    all(this, "[data-portal-week]").forEach((place) => { writeWeek(place, this.week(year, place.dataset.portalWeek)); });
    const files = this.querySelector(".portal-plan .portal-files");
    if (!files) return;
    files.after(make("div", { class: "portal-own-year" },
      make("p", {}, isOwn ? "上面的进度表和日历文件里，仍是网站的日期。" : "网站的日期已经过去，周次按同样的日子顺延到这一学年；上面的进度表和日历文件还是原来的。"),
      isChatWebview()
        ? make("p", {}, "想要按这份校历的日历文件，请用手机浏览器打开这一页。")
        : button("按这份校历生成日历（.ics）", () => this.saveCalendar(year))));
  }

  /** @private @param {SchoolYear} year */
  yearName(year) {
    const starts = yearOfMonth(year, 9);
    return `${starts}—${starts + 1}`;
  }

  /** @private @param {SchoolYear} year */
  saveCalendar(year) {
    const grade = this.dataset.portalGradeName || "";
    const name = `${grade}心育课 ${this.yearName(year)}`;
    const lessons = all(this, "article").map((sheet) => this.due(sheet, grade, year));
    downloadText(`${name}.ics`, "text/calendar", writeCalendar(name, lessons, yearOfMonth(year, 9), toInstant(this.context.clock())));
  }

  /** @private @param {HTMLElement} sheet @param {string} grade @param {SchoolYear} year */
  due(sheet, grade, year) {
    const { portalLesson: id = "", portalRevision, portalAbout: about = "" } = sheet.dataset;
    const link = /** @type {HTMLAnchorElement} */ (sheet.querySelector("a"));
    const place = /** @type {HTMLElement} */ (sheet.querySelector("[data-portal-week]"));
    const { monday, friday } = this.week(year, place.dataset.portalWeek);
    return { id, revision: Number(portalRevision), title: link.textContent || "", grade, about, url: link.href, monday, friday };
  }

  /** On paper a link is only its words. @private */
  showAddresses() {
    for (const place of all(this, "[data-portal-address]")) {
      const sheet = place.closest("article");
      const link = sheet && sheet.querySelector("a");
      if (link) place.textContent = link.href;
    }
  }

  /** Shows in the year's table where we are. @private @param {number} month */
  markMonth(month) {
    const link = this.querySelector(`.portal-year a[href="#month-${month}"]`);
    if (link) link.setAttribute("aria-current", "date");
  }

  /** @private @param {boolean} isOwn */
  addButtons(isOwn) {
    const year = this.querySelector(".portal-plan .portal-files");
    if (year) {
      year.append(button("打印全年计划", () => printAs("portal-print-plan")));
      year.after(yearLine(this.context, isOwn));
    }
    for (const section of all(this, "[data-portal-month]")) {
      const files = section.querySelector(".portal-files");
      if (files) files.append(button("打印本月", () => this.printMonth(section)));
    }
  }

  /** @private @param {HTMLElement} section */
  printMonth(section) {
    all(this, "[data-portal-month]").forEach((one) => one.classList.toggle("portal-printed", one === section));
    printAs("portal-print-month");
  }

  /** The first page's 打印本月 leads here. @private */
  printWhatIsAsked() {
    const month = new URLSearchParams(location.search).get("print");
    const section = all(this, "[data-portal-month]").find(({ dataset }) => dataset.portalMonth === month);
    if (!section) return;
    try {
      history.replaceState(null, "", location.pathname); // or a refresh would print again
    } catch (error) {
      // Opened from a disk: printing twice does no harm.
    }
    section.scrollIntoView();
    const print = () => setTimeout(() => this.printMonth(section));
    if (document.readyState === "complete") print();
    else window.addEventListener("load", print, { once: true });
  }
}
