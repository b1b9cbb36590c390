// Writes a teaching week into a place, so that a narrow column breaks it between number and days, not inside them.
// @ts-check
import { weekWords } from "../core/week-words.js";
import { make } from "./dom.js";

/**
 * @param {HTMLElement} place
 * @param {import("../core/week-words.js").Week} week
 */
export function writeWeek(place, week) {
  const [number, days] = weekWords(week).split("，");
  place.replaceChildren(make("span", {}, `${number}，`), make("span", {}, days));
}
