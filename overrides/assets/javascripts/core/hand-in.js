// What a candidate hands in, `portal-answers/1`, and the text code of its sealed form. Mirrors scripts/portal/model/hand_in.py
// and scripts/portal/credentials/sealing.py. Holds raw answers with times, never a verdict.
// @ts-check
import { checkValue, toBase64Url } from "./bytes.js";
import { tidyText } from "./items.js";
import { canonical } from "./text-order.js";

/** @typedef {import("./paper.js").Candidate} Candidate */
/** @typedef {{value: string[], at: string}} Given */
/**
 * @typedef {object} Sat
 * @property {{id: string, questions: {id: string}[]}} paper
 * @property {string} digest of the paper as it was shown
 * @property {Candidate} candidate
 * @property {Map<string, Given>} answers
 * @property {string} started
 * @property {string} finished
 * @property {string} release of the site on which it was sat
 */

export const SCHEMA = "portal-answers/1";
const PREFIX = "XYA1.";

/** @param {string[]} value whether anything was chosen or typed */
export const isAnswered = (value) => value.some((text) => text.trim() !== "");

/**
 * @param {Sat} sat
 * @returns {string} the canonical text that is sealed
 */
export function handInText({ paper, digest, candidate, answers, started, finished, release }) {
  const given = paper.questions
    .map(({ id }) => /** @type {[string, Given | undefined]} */ ([id, answers.get(id)]))
    .filter(([, answer]) => answer && isAnswered(answer.value));
  return canonical({
    schema: SCHEMA,
    paper: paper.id,
    digest,
    candidate,
    answers: Object.fromEntries(given.map(([id, answer]) => [id, answer && answer.value.slice(0, 12).map((text) => tidyText(text, 200))])),
    times: Object.fromEntries(given.map(([id, answer]) => [id, answer && answer.at])),
    started,
    finished: finished < started ? started : finished,
    release,
  });
}

/** @param {Uint8Array} sealed */
export const handInCode = (sealed) => `${PREFIX}${toBase64Url(sealed)}.${checkValue(sealed)}`;

/**
 * The name of the file: nothing of the candidate stands in it.
 * @param {string} paper its id
 */
export const handInFile = (paper) => `${paper}.answers.age`;
