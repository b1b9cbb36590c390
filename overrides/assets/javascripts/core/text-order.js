// The one order and the one spelling that the browser and Python agree on.
// Refuses locale rules: texts are compared by code point, JSON is written with sorted keys.
// @ts-check

/**
 * JavaScript compares UTF-16 units, in which a character above U+FFFF begins with D800–DFFF and would sort
 * before U+E000–U+FFFF. Shifting both ranges restores the order of code points.
 * @param {number} unit
 */
function rank(unit) {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}

/**
 * @param {string} a
 * @param {string} b
 * @returns {number} -1, 0 or 1
 */
export function compareText(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
}

/**
 * JSON with sorted keys and no spaces; a member that is undefined is left out.
 * @param {unknown} value
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const map = /** @type {Record<string, unknown>} */ (value);
  const keys = Object.keys(map).filter((key) => map[key] !== undefined).sort(compareText);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(map[key])}`).join(",")}}`;
}

/**
 * Compares two values by their canonical text.
 * @param {unknown} a
 * @param {unknown} b
 */
export function compareCanonical(a, b) {
  return compareText(canonical(a), canonical(b));
}

/**
 * The member of a map that came from outside. A plain `map[key]` would answer for "constructor" too,
 * which is a well-formed id.
 * @template T
 * @param {Record<string, T> | undefined} map
 * @param {string} key
 * @returns {T | undefined}
 */
export function lookUp(map, key) {
  return map && Object.prototype.hasOwnProperty.call(map, key) ? map[key] : undefined;
}
