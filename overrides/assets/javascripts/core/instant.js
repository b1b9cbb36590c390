// Points in time as the record writes them: UTC, whole seconds, "2026-12-01T08:00:00Z".
// Refuses to ask what time it is: the clock is passed in.
// @ts-check

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * @param {number} milliseconds
 * @returns {string}
 */
export function toInstant(milliseconds) {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/**
 * @param {string} instant
 * @returns {number} Unix time in seconds
 */
export function toSeconds(instant) {
  return Math.floor(Date.parse(instant) / 1000);
}

/**
 * The text of a Unix time; what is no such time comes back as a text that no check accepts.
 * @param {unknown} seconds
 * @returns {string}
 */
export function fromSeconds(seconds) {
  const inRange = typeof seconds === "number" && Number.isInteger(seconds) && Math.abs(seconds) < 8.64e12;
  return inRange ? toInstant(seconds * 1000) : "?";
}

/** @param {unknown} value */
export function isInstant(value) {
  if (typeof value !== "string" || !INSTANT.test(value) || value.startsWith("0000")) return false;
  // The round trip refuses 30 February, which some browsers quietly read as 2 March.
  const time = Date.parse(value);
  return !Number.isNaN(time) && toInstant(time) === value;
}

/** @param {unknown} value */
export function isDate(value) {
  return typeof value === "string" && DATE.test(value) && isInstant(`${value}T00:00:00Z`);
}

/**
 * The time for a new answer: now, but always after the last one, or a clock set back
 * (or two answers in one second) would let the older answer win the next merge.
 * @param {string | undefined} previous
 * @param {number} now milliseconds
 */
export function instantAfter(previous, now) {
  const instant = toInstant(now);
  if (previous === undefined || instant > previous) return instant;
  const next = fromSeconds(toSeconds(previous) + 1);
  return isInstant(next) ? next : previous;
}
