// The time left of a sitting: what the clock on the sheet shows, and when it is spoken. Knows no clock itself.
// @ts-check

const MINUTE = 60000;
/** Minutes left at which it is said aloud; every second would drown the questions. */
const SPOKEN = [10, 5, 1];

/**
 * @param {number} deadline milliseconds
 * @param {number} now milliseconds
 * @returns {number} whole seconds that are left, at least 0
 */
export function secondsLeft(deadline, now) {
  return Math.max(0, Math.ceil((deadline - now) / 1000));
}

/** @param {number} seconds @returns {string} "59:07", "1:00:00" */
export function clockText(seconds) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/**
 * What to say when the time left has gone from one number of seconds to another; "" for nothing.
 * @param {number} before seconds
 * @param {number} after seconds
 */
export function spokenTime(before, after) {
  const passed = SPOKEN.filter((minutes) => before > minutes * 60 && after <= minutes * 60 && after > 0).pop();
  return passed === undefined ? "" : `还剩 ${passed} 分钟。`;
}

/**
 * The time of a sitting, which only goes on: a clock that was set back gives no more of it.
 * @param {{seen: number, offset: number}} kept the latest time of the sitting, and what to add to the wall clock
 * @param {number} wall milliseconds
 * @returns {{seen: number, offset: number}}
 */
export function goneOn({ seen, offset }, wall) {
  const now = wall + offset;
  return now >= seen ? { seen: now, offset } : { seen, offset: offset + seen - now };
}

/**
 * @param {number} milliseconds
 * @returns {string} "3 小时 20 分钟", "不到 1 分钟"
 */
export function durationText(milliseconds) {
  const minutes = Math.floor(milliseconds / MINUTE);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes < 1) return "不到 1 分钟";
  return [hours > 0 ? `${hours} 小时` : "", rest > 0 ? `${rest} 分钟` : ""].filter(Boolean).join(" ");
}
