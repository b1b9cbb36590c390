// Who a record belongs to: one spelling for numbers, names and schools, and the key of a person.
// Mirrors scripts/portal/reports/identity.py.
// @ts-check
import { compareText } from "../text-order.js";

/** @typedef {{school: string, number: string, name: string}} Who */

/**
 * A text on one line, without invisible characters, otherwise as it was typed.
 * @param {string} text
 */
export function oneLine(text) {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ").replace(/[\p{Cf}\p{Cs}]/gu, "").replace(/\s+/g, " ").trim();
}

/**
 * A text on one line, full width made half width.
 * @param {string} text
 */
export const clean = (text) => oneLine(text.normalize("NFKC"));

/**
 * @param {import("../items.js").Learner | undefined} learner
 * @returns {Who}
 */
export function whoOf(learner) {
  const { school = "", number = "", name = "" } = learner || {};
  return { school: clean(school), number: clean(number).toUpperCase(), name: clean(name) };
}

/**
 * What makes two records one person's: the number, else name and school; else "".
 * @param {Who} who
 */
export function keyOf({ school, number, name }) {
  if (number) return `number\t${number}`;
  return name && school ? `name\t${school}\t${name}` : "";
}

/** @param {Who} a @param {Who} b */
export const compareWho = (a, b) =>
  compareText(a.school, b.school) || compareText(a.number, b.number) || compareText(a.name, b.name);

/** How somebody is called in what is said of others. @param {Who} who */
export const labelOf = ({ number, name }) => (name && number ? `${name}（${number}）` : name || number);
