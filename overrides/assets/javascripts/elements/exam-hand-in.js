// Asks before an answer sheet is handed in: what is open, what is flagged, and a way back to the first of them.
// @ts-check
import { submitQuestion } from "../core/exam-answer.js";
import { ask } from "./ask.js";
import { button } from "./dom.js";

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} opener the button that was pressed; its words are the answer too
 * @param {{open: number[], flagged: number[], warning: string, onYes: () => void, onBack: (number: number) => void}} sheet
 *   numbers of questions
 */
export function askToHandIn(place, opener, { open, flagged, warning, onYes, onBack }) {
  const [first] = [...open, ...flagged];
  const back = first && button(`去看第 ${first} 题`, () => {
    place.replaceChildren();
    onBack(first);
  }, "portal-button-quiet");
  ask(place, {
    question: submitQuestion(open, flagged, warning), yes: opener.textContent || "", opener, onYes, extra: back || undefined,
  });
}
