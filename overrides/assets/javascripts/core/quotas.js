// The quota: how many periods a class of a grade should have each month. The site says; a school may say otherwise.
// @ts-check

/** The guideline's: at least two periods a month for each class. */
const USUAL = 2;
const MOST = 8;

/** @param {unknown} value */
const isQuota = (value) => typeof value === "number" && value > 0 && value <= MOST;

/**
 * @param {string | null} text as stored
 * @returns {Record<string, number>} only what was set by hand and can be a quota
 */
export function readQuotas(text) {
  try {
    const entries = Object.entries(JSON.parse(text || "{}") || {});
    return Object.fromEntries(entries.filter(([, value]) => isQuota(value)));
  } catch (error) {
    return {};
  }
}

/**
 * @param {Record<string, number>} quotas
 * @param {number} grade
 * @param {number | null} value null: the site's again
 * @returns {string} to be stored
 */
export function writeQuota(quotas, grade, value) {
  const { [String(grade)]: _old, ...others } = quotas;
  return JSON.stringify(value === null ? others : { ...others, [grade]: value });
}

/** @param {import("./ledger-words.js").Grades} grades @param {number} grade */
export function siteQuota(grades, grade) {
  const known = grades[String(grade)];
  return known ? known.periods : USUAL;
}
