// Questions whose key was put right after somebody had answered them. Says nothing of who is right; grading does.
// @ts-check
import { compareText, lookUp } from "./text-order.js";
import { verdictOf } from "./progress.js";

/** @typedef {import("./progress.js").Catalogue} Catalogue */
/** @typedef {import("./record.js").PortalRecord} PortalRecord */
/** @typedef {import("./grading.js").Correction} Correction */
/** @typedef {{id: string, title: string, url: string, text: string, date: string, isRight: boolean}} Corrected */

/** When a day ends in China, as a record writes times. A key is put right by the day, not by the second. */
const END_OF_DAY = "T16:00:00Z";

/**
 * Whether an answer was given before its key was put right, so that the learner may have learnt what was wrong.
 * @param {Correction | undefined} correction
 * @param {import("./items.js").Answer | null | undefined} answer
 */
export function isAnsweredBefore(correction, answer) {
  return Boolean(correction && answer && compareText(answer.latest.at, correction.date + END_OF_DAY) < 0);
}

/** A sentence that another may follow. @param {string} text */
export function asSentence(text) {
  const bare = text.replace(/[。；，,.;]$/, "");
  return /[？！?!]$/.test(bare) ? bare : `${bare}。`;
}

/** @param {boolean} isRight */
export const standingWords = (isRight) => (isRight ? "你的作答现在算对。" : "你的作答现在算错。");

/**
 * What a learner should be told of, newest first.
 * @param {Catalogue} catalogue
 * @param {PortalRecord} record
 * @param {(question: string) => string} noted the date of the correction that the learner has noted, or ""
 * @returns {Corrected[]}
 */
export function corrections(catalogue, record, noted) {
  const found = Object.entries(catalogue.questions).flatMap(([id, { corrected, status, title, unit }]) => {
    const home = lookUp(catalogue.units, unit);
    const verdict = verdictOf(catalogue, record, id);
    if (!corrected || !home || status !== "published" || noted(id) === corrected.date) return [];
    if (!isAnsweredBefore(corrected, lookUp(record.answers, id)) || !verdict || verdict === "void") return [];
    // The anchor of a question is made of its own part of the id.
    return [{ id, title, url: `${home.url}#q-${id.split("/")[1]}`, ...corrected, isRight: verdict === "right" }];
  });
  return found.sort((a, b) => compareText(b.date, a.date) || compareText(a.id, b.id));
}
