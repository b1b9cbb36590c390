// Brings questions of any unit onto a page: the same element as on the unit's page, or its parts for a sheet.
// Fetches only the units asked for, each once. Gives no verdict; a question that is no longer asked is simply not there.
// @ts-check
import { make } from "./dom.js";
import { define } from "./portal-element.js";
import { PortalQuestion } from "./question.js";
import { fillInputs, lockInputs, showMarks } from "./question-marks.js";

/** @typedef {import("./portal-element.js").Context} Context */
/** @typedef {import("../core/grading.js").Key} Key */
/** @typedef {Record<string, {html: string}>} UnitQuestions full id → HTML, addresses as from the site's root */

/** Said to the learner as it is. */
export class QuestionsMissing extends Error {}

const OFFLINE = "题目没有取到，可能是网络断了。连上网络再试一次；已经作答的都还在。";
const FROM_FOLDER = "从文件夹直接打开的网页取不到题目。请从网站地址打开这一页，学习记录不受影响。";

/** @type {Map<string, Promise<UnitQuestions>>} */
const fetched = new Map();

/** @param {Context} context @param {string} unit @returns {Promise<UnitQuestions>} */
async function fetchUnit(context, unit) {
  const response = await fetch(context.url(`assets/questions/${unit}.json`));
  if (response.status === 404) return {};
  if (!response.ok) throw new Error(`${unit}.json: ${response.status}`);
  return (await response.json()).questions;
}

/** @param {Context} context @param {string} unit */
function unitQuestions(context, unit) {
  const known = fetched.get(unit);
  if (known) return known;
  const asked = fetchUnit(context, unit);
  fetched.set(unit, asked);
  asked.catch(() => fetched.delete(unit));
  return asked;
}

/** @param {Context} context @param {string} html of the site itself @returns {HTMLElement} that has no life yet */
function parsed(context, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const name of ["src", "href"]) {
    page.querySelectorAll(`[${name}]`).forEach((element) => {
      const address = element.getAttribute(name) || "";
      if (!address.startsWith("#")) element.setAttribute(name, context.url(address));
    });
  }
  return /** @type {HTMLElement} */ (page.querySelector("portal-question"));
}

/**
 * @param {Context} context
 * @param {string[]} ids
 * @returns {Promise<Map<string, HTMLElement>>} in the order of the ids, without those that no page asks any more
 * @throws {QuestionsMissing}
 */
async function sources(context, ids) {
  const units = Array.from(new Set(ids.map((id) => id.split("/")[0])));
  try {
    const found = Object.assign({}, ...(await Promise.all(units.map((unit) => unitQuestions(context, unit)))));
    const there = ids.filter((id) => Object.prototype.hasOwnProperty.call(found, id));
    return new Map(there.map((id) => [id, parsed(context, found[id].html)]));
  } catch (error) {
    throw new QuestionsMissing(context.url("").startsWith("file:") ? FROM_FOLDER : OFFLINE);
  }
}

/**
 * Questions that answer and save as on their unit's page.
 * @param {Context} context
 * @param {string[]} ids
 * @returns {Promise<Map<string, PortalQuestion>>} in the order of the ids, without those that no page asks any more
 * @throws {QuestionsMissing} with words for the learner
 */
export async function questionElements(context, ids) {
  define("portal-question", PortalQuestion, context);
  const found = await sources(context, ids);
  return new Map(Array.from(found, ([id, source]) => [
    id, /** @type {PortalQuestion} */ (document.importNode(source, true)),
  ]));
}

/** The question alone: no key, no feedback, no explanation. @param {HTMLElement} source */
function bareQuestion(source) {
  const fieldset = /** @type {HTMLElement} */ (document.importNode(/** @type {Node} */ (source.querySelector("fieldset")), true));
  fieldset.querySelectorAll(".portal-feedback").forEach((feedback) => feedback.remove());
  fieldset.querySelectorAll("[aria-describedby]").forEach((input) => input.removeAttribute("aria-describedby"));
  return fieldset;
}

/**
 * The question with the marks of an answer, its feedback and explanation, to be read only.
 * @param {HTMLElement} source
 * @param {Key} key
 * @param {string[]} value
 * @param {import("../core/grading.js").Verdict} verdict
 */
function judgedQuestion(source, key, value, verdict) {
  const box = make("div", { class: `portal-judged portal-is-${verdict === "right" ? "right" : "wrong"}` });
  const parts = source.querySelectorAll(":scope > form, :scope > details");
  parts.forEach((part) => box.append(document.importNode(part, true)));
  fillInputs(box, value);
  lockInputs(box, true);
  if (key.type !== "blank" || value.length > 0) showMarks(box, key);
  return box;
}

/**
 * @typedef {object} Source a question for a sheet
 * @property {string} id
 * @property {string} type
 * @property {Key} key
 * @property {() => HTMLElement} bare a new fieldset without anything that tells the answer
 * @property {(value: string[], verdict: import("../core/grading.js").Verdict) => HTMLElement} judged
 */

/**
 * Questions in parts, for a sheet that says nothing before it is handed in.
 * @param {Context} context
 * @param {string[]} ids
 * @returns {Promise<Map<string, Source>>} in the order of the ids, without those that no page asks any more
 * @throws {QuestionsMissing} with words for the learner
 */
export async function questionSources(context, ids) {
  const found = await sources(context, ids);
  return new Map(Array.from(found, ([id, source]) => {
    const script = source.querySelector(".portal-answer-key");
    const key = JSON.parse((script && script.textContent) || "{}");
    return [id, {
      id, key, type: source.dataset.portalType || "", bare: () => bareQuestion(source),
      judged: (value, verdict) => judgedQuestion(source, key, value, verdict),
    }];
  }));
}
