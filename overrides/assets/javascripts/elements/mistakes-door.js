// The way from 我的学习 to 错题本, with the count.
// @ts-check
import { STREAK } from "../core/keys.js";
import { mistakes, readStreak } from "../core/mistakes.js";
import { link, make } from "./dom.js";

/**
 * @param {import("../core/progress.js").Catalogue} catalogue
 * @param {import("../core/record.js").PortalRecord} record
 * @param {import("./portal-element.js").Context} context
 * @returns {HTMLElement | ""} nothing where nothing is to be practised
 */
export function mistakesDoor(catalogue, record, { settings, url }) {
  const count = mistakes(catalogue, record, readStreak(settings.get(STREAK))).filter(({ isAsked }) => isAsked).length;
  return count > 0 ? make("p", { class: "portal-mistakes-door" }, link(`错题本里有 ${count} 题可以再练`, url("my/mistakes/"), "portal-button")) : "";
}
