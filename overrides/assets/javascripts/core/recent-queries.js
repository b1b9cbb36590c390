// What was searched for in this tab, newest first. Stays in the tab: it is no part of anybody's record.
// @ts-check

const KEPT = 5;

/** @param {string | null} text as `writeRecent` has written it, or anything @returns {string[]} */
export function readRecent(text) {
  try {
    const read = JSON.parse(text || "[]");
    return Array.isArray(read) ? read.filter((one) => typeof one === "string" && one).slice(0, KEPT) : [];
  } catch (error) {
    return [];
  }
}

/** @param {string[]} recent @param {string} query @returns {string[]} */
export function withQuery(recent, query) {
  const words = query.trim();
  return words ? [words, ...recent.filter((one) => one !== words)].slice(0, KEPT) : recent;
}
