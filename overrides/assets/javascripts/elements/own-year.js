// The school year that pages of lessons count by: the teacher's own if one is set in this browser, else the site's.
// @ts-check
import { SCHOOL_YEAR } from "../core/keys.js";
import { currentYear, localDay, writeYear } from "../core/school-year.js";
import { link, make } from "./dom.js";

/** @typedef {import("./portal-element.js").Context} Context */

/**
 * @param {HTMLElement} element carries the site's school year
 * @param {Context} context
 */
export function ownYear(element, { settings, clock }) {
  const today = localDay(clock());
  const own = settings.get(SCHOOL_YEAR);
  const year = currentYear(element.dataset.portalSchoolYear, own, today);
  return { today, year, isOwn: writeYear(year) === own };
}

/**
 * Says below weeks whose dates they follow, and leads to where these are changed.
 * @param {Context} context
 * @param {boolean} isOwn
 */
export function yearLine({ url }, isOwn) {
  return make("p", { class: "portal-year-line" }, isOwn ? "周次按本校的日期。" : "周次按网站的学年日期。",
    link(isOwn ? "再改日期" : "改成本校的日期", url("campus/calendar/#school-year")));
}

/**
 * Shows the page anew if the dates were changed meanwhile: in another tab, or on the page that 后退 has just left.
 * @param {HTMLElement} element carries the site's school year
 * @param {Context} context
 * @param {import("../core/school-year.js").SchoolYear} year what the page shows
 */
export function followYear(element, context, year) {
  const shown = writeYear(year);
  const look = () => {
    if (!document.hidden && writeYear(ownYear(element, context).year) !== shown) location.reload();
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", look);
}
