// Paints a judged answer onto the controls of a question: signs, words and the feedback of chosen options.
// Decides nothing: verdicts come from core/grading.js.
// @ts-check
import { gradeGaps } from "../core/grading.js";
import { make } from "./dom.js";

/** @typedef {import("../core/grading.js").Key} Key */

const RIGHT = "portal-is-right";
const WRONG = "portal-is-wrong";
const MISSED = "portal-is-missed";

/** @param {HTMLElement} question @returns {HTMLInputElement[]} */
export function inputsOf(question) {
  return Array.from(question.querySelectorAll('input[name="answer"]'));
}

/** @param {HTMLInputElement} input */
const isGap = (input) => input.classList.contains("portal-blank");

/**
 * @param {HTMLElement} question
 * @returns {string[]} chosen ids, or the texts of all gaps
 */
export function readInputs(question) {
  return inputsOf(question).filter((input) => isGap(input) || input.checked).map((input) => input.value);
}

/** @param {HTMLElement} question @param {string[]} value */
export function fillInputs(question, value) {
  inputsOf(question).forEach((input, i) => {
    if (isGap(input)) input.value = value[i] || "";
    else input.checked = value.includes(input.value);
  });
}

/** @param {HTMLElement} question @param {boolean} isLocked */
export function lockInputs(question, isLocked) {
  inputsOf(question).forEach((input) => {
    // A read-only text stays reachable and readable by keyboard; there is no such thing for radio buttons.
    if (isGap(input)) input.readOnly = isLocked;
    else input.disabled = isLocked;
  });
}

/** @param {HTMLElement} question */
export function clearMarks(question) {
  question.querySelectorAll(".portal-mark").forEach((mark) => mark.remove());
  question.querySelectorAll(".portal-feedback").forEach((feedback) => feedback.toggleAttribute("hidden", true));
  question.querySelectorAll(".portal-choice, .portal-blank").forEach((place) => {
    place.classList.remove(RIGHT, WRONG, MISSED);
    place.removeAttribute("aria-invalid");
  });
  inputsOf(question).forEach((input) => input.removeAttribute("aria-describedby"));
}

/** @param {string} text */
const makeMark = (text) => make("span", { class: "portal-mark" }, text);

/** @param {HTMLInputElement} input @param {Key} key */
function markChoice(input, key) {
  const choice = input.closest(".portal-choice");
  const isCorrect = (key.correct || []).includes(input.value);
  if (!choice || !(input.checked || isCorrect)) return;
  const [look, words] = !input.checked ? [MISSED, "应选"] : isCorrect ? [RIGHT, "✓ 选对了"] : [WRONG, "✗ 选错了"];
  choice.classList.add(look);
  (choice.querySelector("label") || choice).append(makeMark(words));
  const feedback = choice.querySelector(".portal-feedback");
  if (input.checked && feedback) {
    feedback.removeAttribute("hidden");
    if (feedback.id) input.setAttribute("aria-describedby", feedback.id);
  }
}

/** @param {HTMLInputElement} input @param {boolean} isRight */
function markGap(input, isRight) {
  input.classList.add(isRight ? RIGHT : WRONG);
  input.setAttribute("aria-invalid", String(!isRight));
  input.after(makeMark(isRight ? "✓ 对" : "✗ 不对"));
}

/**
 * Marks the answer that the inputs show.
 * @param {HTMLElement} question
 * @param {Key} key
 */
export function showMarks(question, key) {
  clearMarks(question);
  const inputs = inputsOf(question);
  const gaps = gradeGaps(key, inputs.map((input) => input.value));
  inputs.forEach((input, i) => (isGap(input) ? markGap(input, gaps[i]) : markChoice(input, key)));
}

/**
 * Away from its page, the number that a question has there would mislead.
 * @param {HTMLElement} question
 * @param {number} [number] none: only the type of the question is left
 */
export function renumber(question, number) {
  const label = question.querySelector(".portal-question-label");
  const type = String(((label && label.textContent) || "").split(" · ").pop());
  if (label) label.textContent = number ? `第 ${number} 题 · ${type}` : type;
}
