// 我的学习: the questions whose key was put right after the learner had answered them.
// @ts-check
import { asSentence, corrections, standingWords } from "../core/corrections.js";
import { button, link, make } from "./dom.js";

/** @typedef {import("./portal-element.js").Context} Context */

/**
 * @param {import("../core/progress.js").Catalogue} catalogue
 * @param {import("../core/record.js").PortalRecord} record
 * @param {Context} context
 * @param {() => void} onNoted
 * @returns {HTMLElement | string} "" where there is nothing to tell
 */
export function correctionsSection(catalogue, record, context, onNoted) {
  const { facts } = context.store;
  const found = corrections(catalogue, record, (question) => facts.noted(question));
  if (found.length === 0) return "";
  const items = found.map(({ title, url, text, isRight }) => make("li", {},
    link(title, context.url(url)), ` 这道题的答案更正过：${asSentence(text)}${standingWords(isRight)}`));
  const noted = button("知道了", () => {
    found.forEach(({ id, date }) => facts.saveNoted(id, date));
    onNoted();
  });
  return make("section", { class: "portal-hint portal-news" },
    make("h2", {}, "答案更正"), make("ul", {}, ...items), noted);
}
