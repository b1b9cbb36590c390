// What the results are narrowed to: one value of each facet at most. Written for the visit, read back with care.
// Knows neither pages nor the engine.
// @ts-check

/** @typedef {"kind" | "grade" | "month" | "area"} Facet */
/** @typedef {Partial<Record<Facet, string>>} Filters */
/** @typedef {Partial<Record<Facet, Record<string, number>>>} Counts */
/** @typedef {{value: string, count: number, isOn: boolean}} Chip */

export const FACETS = /** @type {Facet[]} */ (["kind", "grade", "month", "area"]);

const KIND_ORDER = ["lesson", "unit", "guide", "micro", "track", "grade", "my", "handbook", "updates", "home"];
const MONTHS_BEFORE_SEPTEMBER = 3;

/** @param {string | null} text as `writeFilters` has written it, or anything @returns {Filters} */
export function readFilters(text) {
  try {
    const read = JSON.parse(text || "{}");
    return Object.fromEntries(FACETS.filter((facet) => typeof read[facet] === "string" && read[facet]).map((facet) => [facet, read[facet]]));
  } catch (error) {
    return {};
  }
}

/** @param {Filters} filters */
export const writeFilters = (filters) => JSON.stringify(filters);

/** @param {Filters} filters @param {Facet} facet @param {string} value @returns {Filters} with the value, or without it if it was there */
export function toggled(filters, facet, value) {
  const rest = Object.fromEntries(Object.entries(filters).filter(([name]) => name !== facet));
  return filters[facet] === value ? rest : { ...rest, [facet]: value };
}

/** @param {Facet} facet @param {string} value @returns {number | string} by which the values of a facet are sorted */
function placeOf(facet, value) {
  if (facet === "kind") return (KIND_ORDER.indexOf(value) + KIND_ORDER.length + 1) % (KIND_ORDER.length + 1);
  if (facet === "month") return (Number(value) + MONTHS_BEFORE_SEPTEMBER) % 12;
  return facet === "grade" ? Number(value) : value;
}

/**
 * The values of a facet that some result has, in the order of a school; none if there is nothing to choose.
 * @param {Facet} facet
 * @param {Counts} counts
 * @param {Filters} filters
 * @returns {Chip[]}
 */
export function chipsOf(facet, counts, filters) {
  const of = counts[facet] || {};
  const chosen = filters[facet];
  const values = Object.keys(of).filter((value) => of[value] > 0);
  if (chosen && !values.includes(chosen)) values.push(chosen);
  if (values.length < 2 && !chosen) return [];
  const places = new Map(values.map((value) => [value, placeOf(facet, value)]));
  const compare = (/** @type {any} */ a, /** @type {any} */ b) => (a < b ? -1 : Number(a > b));
  return values.sort((a, b) => compare(places.get(a), places.get(b)))
    .map((value) => ({ value, count: of[value] || 0, isOn: value === chosen }));
}
