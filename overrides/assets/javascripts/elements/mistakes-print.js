// Prints the questions that 错题本 shows, whole, with or without the key. On the screen nothing of it is seen.
// @ts-check
import { groupByModule } from "../core/mistakes.js";
import { make } from "./dom.js";
import { printAs } from "./print.js";
import { renumber } from "./question-marks.js";
import { questionElements } from "./question-source.js";

/** @typedef {import("./portal-element.js").Context} Context */

/** @typedef {import("./question.js").PortalQuestion} PortalQuestion */

const SHEET = "portal-mistakes-sheet";
const MOST_WAIT_MS = 3000;

/** A picture that does not come must not keep the rest from the printer. @param {HTMLElement} sheet */
function whenSeen(sheet) {
  const pictures = Array.from(sheet.querySelectorAll("img"));
  pictures.forEach((picture) => { picture.loading = "eager"; });
  const seen = Promise.all(pictures.map((picture) => picture.decode().catch(() => null)));
  return Promise.race([seen, new Promise((resolve) => setTimeout(resolve, MOST_WAIT_MS))]);
}

/**
 * The words of a question without its life: alive it would show the learner's answer, and note that it was seen.
 * @param {PortalQuestion} question
 * @param {number} number
 */
function printed(question, number) {
  renumber(question, number);
  question.querySelectorAll("details").forEach((details) => details.setAttribute("open", ""));
  return make("div", {}, ...Array.from(question.childNodes));
}

/**
 * @param {Context} context
 * @param {import("../core/progress.js").Catalogue} catalogue
 * @param {import("../core/mistakes.js").Practised[]} items
 * @param {"portal-print-key" | "portal-print-paper"} look
 */
export async function printQuestions(context, catalogue, items, look) {
  const old = document.querySelector(`.${SHEET}`);
  if (old) old.remove();
  try {
    const questions = await questionElements(context, items.map(({ id }) => id));
    let number = 0;
    const parts = groupByModule(catalogue, items).flatMap((module) => [
      make("h2", {}, module.title),
      ...module.items.flatMap(({ id }) => questions.get(id) || []).map((question) => printed(question, (number += 1))),
    ]);
    const sheet = make("section", { class: `portal-quiz ${SHEET}`, "aria-hidden": "true" }, ...parts);
    (document.querySelector(".md-content__inner") || document.body).append(sheet);
    await whenSeen(sheet);
    window.addEventListener("afterprint", () => sheet.remove(), { once: true });
    printAs(look);
  } catch (error) {
    context.notices.show({ id: "print", text: error instanceof Error ? error.message : "题目没有取到，请再试一次。" });
  }
}
