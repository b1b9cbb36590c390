// What SCORM 1.2 and SCORM 2004 call the same things, and how each writes answers and times. Calls nothing.
// @ts-check
import { toInstant } from "../../../../../overrides/assets/javascripts/core/instant.js";

/** @typedef {"open" | "failed" | "passed"} Standing open: neither passed nor all answered */
/** @typedef {{type: string, choices?: string[], correct?: string[]}} Key */
/**
 * @typedef {object} Vocabulary
 * @property {string} api the name of the platform's object
 * @property {{start: string, read: string, write: string, save: string, end: string}} calls
 * @property {string} answers where the answers are kept
 * @property {number} room how many characters fit there
 * @property {string} mode
 * @property {string} leaving
 * @property {string} time
 * @property {string} score
 * @property {string} scaled the score from 0 to 1; "" where there is none
 * @property {string} progress the share that is done; "" where there is none
 * @property {boolean} hasDescriptions whether an interaction says what was asked
 * @property {string} moment the part of an interaction that says when
 * @property {string} response
 * @property {string} wrong
 * @property {(seconds: number) => string} duration
 * @property {(milliseconds: number) => string} clock
 * @property {(key: Key, value: string[]) => string} answer
 * @property {(key: Key) => string} solution "" where there is none to name
 * @property {(read: (name: string) => string) => Standing | null} standing null: nothing was ever reported
 * @property {(standing: Standing) => [string, string][]} reports
 */

const LETTERS = "abcdefghijkl";
const TYPED_ROOM = 250;

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** @param {string} text */
const short = (text) => Array.from(text).slice(0, TYPED_ROOM).join("");

/** @param {Key} key @param {string[]} value */
function letters({ choices = [] }, value) {
  return value.map((id) => LETTERS[choices.indexOf(id)]).sort().join(",");
}

/** @type {Vocabulary} */
const SCORM_12 = {
  api: "API",
  calls: { start: "LMSInitialize", read: "LMSGetValue", write: "LMSSetValue", save: "LMSCommit", end: "LMSFinish" },
  answers: "cmi.suspend_data",
  room: 4096,
  mode: "cmi.core.lesson_mode",
  leaving: "cmi.core.exit",
  time: "cmi.core.session_time",
  score: "cmi.core.score",
  scaled: "",
  progress: "",
  hasDescriptions: false,
  moment: "time",
  response: "student_response",
  wrong: "wrong",
  duration: (seconds) => `${String(Math.min(Math.floor(seconds / 3600), 9999)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`,
  clock: (milliseconds) => new Date(milliseconds).toTimeString().slice(0, 8),
  answer: (key, value) => {
    if (key.type === "blank") return short(value.join("; "));
    if (key.type === "true_false") return value[0] === (key.choices || [])[0] ? "t" : "f";
    return letters(key, value);
  },
  solution: (key) => {
    if (key.type === "blank") return "";
    const right = SCORM_12.answer(key, key.correct || []);
    return key.type === "multiple" ? `{${right}}` : right;
  },
  standing: (read) => {
    const status = read("cmi.core.lesson_status");
    if (status === "passed" || status === "failed") return status;
    return ["incomplete", "completed"].includes(status) ? "open" : null;
  },
  reports: (standing) => [["cmi.core.lesson_status", standing === "open" ? "incomplete" : standing]],
};

/** @type {Vocabulary} */
const SCORM_2004 = {
  api: "API_1484_11",
  calls: { start: "Initialize", read: "GetValue", write: "SetValue", save: "Commit", end: "Terminate" },
  answers: "cmi.suspend_data",
  room: 64000,
  mode: "cmi.mode",
  leaving: "cmi.exit",
  time: "cmi.session_time",
  score: "cmi.score",
  scaled: "cmi.score.scaled",
  progress: "cmi.progress_measure",
  hasDescriptions: true,
  moment: "timestamp",
  response: "learner_response",
  wrong: "incorrect",
  duration: (seconds) => `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`,
  // A time zone may only follow a fraction of a second.
  clock: (milliseconds) => toInstant(milliseconds).replace("Z", ".0Z"),
  answer: (key, value) => {
    if (key.type === "true_false") return String(value[0] === (key.choices || [])[0]);
    return value.map((text) => short(text.replace(/\[[,.:]\]/g, " "))).join("[,]");
  },
  solution: (key) => (key.type === "blank" ? "" : SCORM_2004.answer(key, key.correct || [])),
  standing: (read) => {
    const success = read("cmi.success_status");
    if (success === "passed" || success === "failed") return success;
    return ["incomplete", "completed"].includes(read("cmi.completion_status")) ? "open" : null;
  },
  reports: (standing) => [
    ["cmi.completion_status", standing === "open" ? "incomplete" : "completed"],
    ["cmi.success_status", standing === "open" ? "unknown" : standing],
  ],
};

/** @type {Record<string, Vocabulary>} */
export const VOCABULARIES = { 1.2: SCORM_12, 2004: SCORM_2004 };
