// @ts-check
// The data of the page and its values as people read them. Joined with the files beside it into one function.

/** @typedef {string | number | [number, number] | null} Value */
/** @typedef {{ title: string, form: string, empty: string }} Column */
/** @typedef {{ title: string, part: number, whole: number, rate: number }} Rate */
/** @typedef {{ kind: string, label: number | number[], most?: number, series?: Rate[], lines?: number[],
 *   bars?: number, from?: number, count?: number }} Drawing */
/** @typedef {{ title: string, columns: Column[], rows: Value[][], total: number, drawing: Drawing | null,
 *   choose: number[], find: number[] }} Part */
/** @typedef {{ date: string, parts: Object<string, Part> }} Told */

/** @type {Told} */
const report = JSON.parse(document.getElementById("data")?.textContent || "{}");

/**
 * Make an element; strings become text, never markup.
 * @param {string} name
 * @param {Object<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {Value} value @param {Column} column @returns {string} */
function shown(value, column) {
  if (value === null) return column.empty;
  if (Array.isArray(value)) return `${value[0]}/${value[1]}`;
  if (typeof value === "string") return value;
  return column.form === "percent" ? percent(value) : String(value);
}

/** @param {number} share @returns {string} */
function percent(share) {
  return `${(share * 100).toFixed(1)}%`;
}

/**
 * Say something to those who do not see the page.
 * @param {string} words
 */
function say(words) {
  const said = document.getElementById("said");
  if (said) said.textContent = words;
}
