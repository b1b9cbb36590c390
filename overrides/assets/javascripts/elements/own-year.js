// The school year that pages of lessons count by: the teacher's own if one is set in this browser, else the site's.
// @ts-check
import { SCHOOL_YEAR } from "../core/keys.js";
import { currentYear, localDay, writeYear } from "../core/school-year.js";

/**
 * @param {HTMLElement} element carries the site's school year
 * @param {import("./portal-element.js").Context} context
 */
export function ownYear(element, { settings, clock }) {
  const today = localDay(clock());
  const own = settings.get(SCHOOL_YEAR);
  const year = currentYear(element.dataset.portalSchoolYear, own, today);
  return { today, year, isOwn: writeYear(year) === own };
}
