// One question of a paper for the answer sheet: a <fieldset> with controls named "answer", as on the page of a unit.
// Knows no key; nothing of one is in a paper.
// @ts-check
import { cleanHtml } from "./clean-html.js";
import { make } from "./dom.js";

/** @typedef {import("../core/paper.js").PaperQuestion} PaperQuestion */

/** @param {number} gap */
const gapInput = (gap) => make("input", {
  type: "text", class: "portal-blank", name: "answer", maxlength: 200, autocomplete: "off", "aria-label": `第 ${gap} 空`,
});

/** @param {DocumentFragment} prompt @returns {Node[]} the words of the first paragraph, taken out of the prompt */
function takeFirstWords(prompt) {
  const { firstElementChild } = prompt;
  const isWords = firstElementChild && firstElementChild.localName === "p" && firstElementChild === prompt.firstChild;
  if (!isWords) return [];
  firstElementChild.remove();
  return Array.from(firstElementChild.childNodes);
}

/** @param {PaperQuestion} question */
function choicesOf({ type, choices = [] }) {
  const kind = type === "multiple" ? "checkbox" : "radio";
  return choices.map(({ id, html }) => make("div", { class: "portal-choice" },
    make("label", {}, make("input", { type: kind, name: "answer", value: id, autocomplete: "off" }), choiceText(html))));
}

/** A label holds words only, so paragraphs inside it are opened up. @param {string} html */
function choiceText(html) {
  const text = make("span", { class: "portal-choice-text" }, cleanHtml(html));
  text.querySelectorAll("p").forEach((paragraph) => paragraph.replaceWith(...Array.from(paragraph.childNodes)));
  return text;
}

/** @param {PaperQuestion} question @returns {HTMLElement} */
export function paperQuestion(question) {
  const prompt = cleanHtml(question.prompt_html, gapInput);
  const isBlank = question.type === "blank";
  const words = isBlank ? [] : takeFirstWords(prompt);
  return make("fieldset", {},
    make("legend", {}, make("span", { class: "portal-question-label" }), " ", make("span", { class: "portal-prompt" }, ...words)),
    prompt.childNodes.length > 0 && make("div", { class: isBlank ? "portal-prompt" : "portal-prompt-more" }, prompt),
    ...choicesOf(question));
}
