// What stands in 错题本 today: what to practise, what is due, what is kept, and what the site no longer asks.
// @ts-check
import { allPractised, favouriteIds, isMistake, practised } from "./mistakes.js";
import { inOrderOfDue } from "./review.js";

/** @typedef {import("./review.js").Dated} Dated */
/**
 * @typedef {{answered: number, all: Dated[], due: Dated[], favourites: Dated[], resting: string[]}} Book
 *   answered: questions ever answered; resting: the titles of questions that are no longer asked
 */
/** @typedef {"all" | "due" | "favourites"} Which */
/** @typedef {{which: Which, module: string}} Filter module: "track/module", or "" for all */

/**
 * @param {import("./progress.js").Catalogue} catalogue
 * @param {import("./record.js").PortalRecord} record
 * @param {number} needed right answers in a row
 * @param {(history: import("./mistakes.js").Judged[]) => number} dueOf
 * @param {number} endOfToday milliseconds
 * @returns {Book}
 */
export function mistakeBook(catalogue, record, needed, dueOf, endOfToday) {
  const known = allPractised(catalogue, record);
  const wrong = Array.from(known.values()).filter((one) => isMistake(one, needed));
  const kept = favouriteIds(record).flatMap((id) => known.get(id) || practised(catalogue, id, []) || []);
  const all = inOrderOfDue(wrong.filter(({ isAsked }) => isAsked), dueOf);
  const resting = [...wrong, ...kept].filter(({ isAsked }) => !isAsked);
  return {
    answered: known.size, all, due: all.filter(({ due }) => due < endOfToday),
    favourites: kept.filter(({ isAsked }) => isAsked).map((one) => ({ ...one, due: dueOf(one.history) })),
    resting: Array.from(new Map(resting.map(({ id, title }) => [id, title])).values()),
  };
}

/**
 * What a reader finds first: what is due, if anything is.
 * @param {Book} book
 * @returns {Which}
 */
export const firstLook = ({ due, all, favourites }) =>
  due.length > 0 ? "due" : all.length > 0 || favourites.length === 0 ? "all" : "favourites";

/**
 * @param {import("./progress.js").Catalogue} catalogue
 * @param {Book} book
 * @param {Filter} filter
 * @returns {Dated[]} in the order in which to practise
 */
export function selected(catalogue, book, { which, module }) {
  return book[which].filter(({ unit }) => module === "" || moduleOf(catalogue, unit) === module);
}

/** @param {import("./progress.js").Catalogue} catalogue @param {string} unit of the catalogue */
const moduleOf = (catalogue, unit) => `${catalogue.units[unit].track}/${catalogue.units[unit].module}`;
