// How a teaching week is written on a page. Knows no calendar: the week is passed in.
// @ts-check

/** @typedef {{monday: string, friday: string, number: number}} Week days as "2026-11-09" */

/** @param {string} day */
const partsOf = (day) => day.split("-").map(Number);

/** @param {{monday: string, friday: string}} week @returns {string} 11 月 9—13 日, 11 月 30 日—12 月 4 日 */
export function dayWords({ monday, friday }) {
  const [, from, first] = partsOf(monday);
  const [, to, last] = partsOf(friday);
  return from === to ? `${from} 月 ${first}—${last} 日` : `${from} 月 ${first} 日—${to} 月 ${last} 日`;
}

/** @param {Week} week @returns {string} 第 11 周，11 月 9—13 日 */
export const weekWords = (week) => `第 ${week.number} 周，${dayWords(week)}`;
