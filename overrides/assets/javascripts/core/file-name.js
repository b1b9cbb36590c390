// The name of an exported file: who and when, in signs that every file system takes.
// @ts-check

/** What Windows refuses in names, and control characters. */
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f\u007f]/g;

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/**
 * @param {string} who
 * @param {Date} when shown in local time
 * @param {string} ending without a dot
 */
export function exportFileName(who, when, ending) {
  const day = `${when.getFullYear()}${two(when.getMonth() + 1)}${two(when.getDate())}`;
  const time = `${two(when.getHours())}${two(when.getMinutes())}`;
  const name = Array.from(who.replace(FORBIDDEN, "").trim()).slice(0, 40).join("") || "未具名";
  return `学习记录-${name}-${day}-${time}.${ending}`;
}
