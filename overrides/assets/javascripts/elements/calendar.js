// <portal-calendar>: puts the calendar's anchors where they are in this browser's school year, shows what comes next,
// offers each notice for copying. Without it the list stands as the site's dates have it.
// @ts-check
import { spanInWords, spanOf } from "../core/anchors.js";
import { SCHOOL_YEAR } from "../core/keys.js";
import { TERM_NAMES, YEAR_CHANGED, currentYear, localDay, mondayOf, monthOf, weeksOf } from "../core/school-year.js";
import { copyField } from "./deliver.js";
import { button, link, make, say, statusLine } from "./dom.js";
import { PortalElement } from "./portal-element.js";

/** @typedef {import("../core/anchors.js").Span} Span */
/** @typedef {import("../core/school-year.js").SchoolYear} SchoolYear */
/** @typedef {{article: HTMLElement, span: Span}} Placed */

const NEXT = 3;

/** @param {SchoolYear} year @param {string} today */
function weekInWords(year, today) {
  const monday = mondayOf(today);
  const week = weeksOf(year).find((one) => one.monday === monday);
  if (week) return `这一周是${TERM_NAMES[week.term - 1]}第 ${week.number} 周`;
  return "现在是假期";
}

/** @param {HTMLElement} place */
function offerCopy(place) {
  const text = Array.from(place.querySelectorAll("p"), (line) => line.textContent).join("\n");
  const field = make("textarea", { rows: 8, "aria-label": "通知的文字，可以在这里改" });
  const status = statusLine();
  const copy = button("复制通知", async () => {
    if (!field.isConnected) {
      field.value = text;
      row.before(field);
    }
    const isCopied = await copyField(field);
    say(status, isCopied ? "复制好了。空着的地方可以在上面填好，再复制一次。" : "没有复制成。请在上面长按或拖选，自己复制。");
  });
  const row = make("div", { class: "portal-row" }, copy, status);
  place.append(row);
}

export class PortalCalendar extends PortalElement {
  start() {
    this.querySelectorAll("[data-portal-notice]").forEach((place) => offerCopy(/** @type {HTMLElement} */ (place)));
    document.addEventListener(YEAR_CHANGED, () => this.show());
    this.show();
  }

  /** @private */
  show() {
    const { settings, clock } = this.context;
    const today = localDay(clock());
    const year = currentYear(this.dataset.portalYear, settings.get(SCHOOL_YEAR), today);
    const placed = this.place(year);
    const coming = placed.filter(({ span }) => span.last >= today);
    this.markMonth(monthOf(today));
    placed.forEach(({ article }) => article.classList.toggle("portal-is-next", coming.length > 0 && article === coming[0].article));
    showNow(year, today, coming.slice(0, NEXT));
  }

  /** @private @param {SchoolYear} year @returns {Placed[]} in the order of their days */
  place(year) {
    /** @type {Placed[]} */
    const placed = [];
    for (const article of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-portal-when]"))) {
      const span = spanOf(year, article.dataset.portalWhen || "");
      if (span) placed.push({ article, span });
    }
    const key = (/** @type {Placed} */ { span }) => `${span.first} ${span.last}`;
    placed.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
    for (const { article, span } of placed) {
      /** @type {Element} */ (article.querySelector("[data-portal-span]")).textContent = spanInWords(span);
      const section = this.section(span.month);
      if (section) section.append(article);
    }
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-portal-month]"))) {
      section.hidden = !section.querySelector("[data-portal-when]");
    }
    return placed;
  }

  /** @private @param {number} month @returns {HTMLElement | null} */
  section(month) {
    return this.querySelector(`[data-portal-month="${month}"]`);
  }

  /** @private @param {number} month */
  markMonth(month) {
    const heading = this.querySelector(`[data-portal-month="${month}"] h2`);
    if (heading && !heading.querySelector("b")) heading.append(make("b", {}, "本月"));
    const jump = document.querySelector(`.portal-calendar-months a[href="#month-${month}"]`);
    if (jump) jump.setAttribute("aria-current", "date");
  }
}

/** @param {SchoolYear} year @param {string} today @param {Placed[]} coming */
function showNow(year, today, coming) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-portal-now]"));
  if (!place) return;
  const items = coming.map(({ article, span }) => {
    const heading = /** @type {HTMLElement} */ (article.querySelector("h3"));
    return make("li", {}, link(heading.textContent || "", `#${heading.id}`), make("span", {}, spanInWords(span)));
  });
  place.replaceChildren(make("p", {}, `${weekInWords(year, today)}${items.length > 0 ? "，接下来：" : "。"}`), make("ul", {}, ...items));
  place.hidden = false;
}
