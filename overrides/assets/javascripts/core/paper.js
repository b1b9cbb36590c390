// Reads the paper of a formal assessment, `portal-paper/1`, or a locked one. Mirrors scripts/portal/model/paper.py.
// Never throws and never repairs: a paper that was altered must not look whole, so a bad one comes back as a reason.
// @ts-check
import { isInstant } from "./instant.js";
import { isMap, isQuestionId, isText } from "./items.js";
import { canonical } from "./text-order.js";

/** @typedef {{number: string, name: string, school: string}} Candidate */
/** @typedef {{id: string, html: string}} PaperChoice */
/**
 * @typedef {object} PaperQuestion
 * @property {string} id
 * @property {"single" | "multiple" | "true_false" | "blank"} type
 * @property {number} points
 * @property {string} prompt_html
 * @property {PaperChoice[]} [choices]
 * @property {number} [gaps]
 */
/**
 * @typedef {object} Paper
 * @property {string} schema
 * @property {string} id
 * @property {string} title
 * @property {string} track
 * @property {number} minutes
 * @property {number} pass_percent
 * @property {string} [opens]
 * @property {string} [closes]
 * @property {string} made
 * @property {string} release
 * @property {string} recipient
 * @property {string} instructions
 * @property {{number: string, name: string, school?: string}} [candidate]
 * @property {string} [form]
 * @property {PaperQuestion[]} questions
 */
/** @typedef {{schema: string, id: string, title: string, kdf: {name: string, n: number, r: number, p: number, salt: string}, nonce: string, data: string}} LockedPaper */
/** @typedef {{paper?: Paper, locked?: LockedPaper, reason: string}} PaperReading reason: "" for a good one */

export const SCHEMA = "portal-paper/1";
export const LOCKED_SCHEMA = "portal-locked-paper/1";
export const MOST_CHARACTERS = 96 * 1024 * 1024;
const MOST_QUESTIONS = 400;
const MOST_HTML = 4e6;
const TYPES = ["single", "multiple", "true_false", "blank"];
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const GAP = /<u><\/u>/g;
const CURE = "请向主考老师再要一份试卷";
const DAMAGED = `试卷文件不完整，或者被改动过。${CURE}。`;

/** @typedef {Record<string, (member: any) => boolean>} Tests */

/** @param {number} most @returns {(member: any) => boolean} */
const words = (most) => (member) => isText(member, most);
/** @param {number} most @returns {(member: any) => boolean} */
const filled = (most) => (member) => isText(member, most) && member !== "";
/** @param {number} most @returns {(member: any) => boolean} */
const slug = (most) => (member) => typeof member === "string" && member.length <= most && SLUG.test(member);
/** @param {number} most @returns {(member: any) => boolean} */
const count = (most) => (member) => Number.isInteger(member) && member >= 1 && member <= most;
/** @param {number} length @returns {(member: any) => boolean} */
const base64 = (length) => (member) => typeof member === "string" && member.length === length && /^[A-Za-z0-9_-]+$/.test(member);

/**
 * @param {unknown} item
 * @param {Tests} required
 * @param {Tests} [optional]
 * @returns {string} the member at fault, or ""
 */
function wrongMember(item, required, optional = {}) {
  if (!isMap(item)) return "?";
  const known = { ...required, ...optional };
  const names = new Set([...Object.keys(required), ...Object.keys(item)]);
  const isRight = (/** @type {string} */ name) => Object.prototype.hasOwnProperty.call(known, name) && known[name](item[name]);
  return Array.from(names).find((name) => !isRight(name)) || "";
}

/** @param {unknown} choice */
const isChoice = (choice) => wrongMember(choice, { id: slug(40), html: filled(MOST_HTML) }) === "";

/** @param {any} choices */
const areChoices = (choices) => Array.isArray(choices) && choices.length >= 2 && choices.length <= 12 && choices.every(isChoice)
  && new Set(choices.map(({ id }) => id)).size === choices.length;

/** @param {any} question */
function isQuestion(question) {
  const isBlank = isMap(question) && question.type === "blank";
  /** @type {Tests} */
  const asked = isBlank ? { gaps: count(12) } : { choices: areChoices };
  const wrong = wrongMember(question, {
    id: isQuestionId, type: (type) => TYPES.includes(type), points: (points) => points === 1, prompt_html: filled(MOST_HTML), ...asked,
  });
  return wrong === "" && (question.prompt_html.match(GAP) || []).length === (question.gaps || 0);
}

/** @param {any} questions */
const areQuestions = (questions) => Array.isArray(questions) && questions.length >= 1 && questions.length <= MOST_QUESTIONS
  && questions.every(isQuestion) && new Set(questions.map(({ id }) => id)).size === questions.length;

/** @param {unknown} candidate @returns {string} what is wrong with it, or "" */
export function refuseCandidate(candidate) {
  const wrong = wrongMember(candidate, { number: filled(80), name: filled(80) }, { school: words(80) });
  if (wrong === "") return "";
  return { number: "编号", name: "姓名", school: "学校" }[wrong] || wrong;
}

/** @type {Tests} */
const PAPER = {
  schema: (schema) => schema === SCHEMA, id: slug(56), title: filled(200), track: slug(40), minutes: count(600),
  pass_percent: count(100), made: isInstant, release: words(40), recipient: (text) => typeof text === "string" && RECIPIENT.test(text),
  instructions: words(4000), questions: areQuestions,
};
/** @type {Tests} */
const PAPER_OPTIONAL = {
  opens: isInstant, closes: isInstant, candidate: (one) => refuseCandidate(one) === "",
  form: (form) => typeof form === "string" && /^[A-Z]$/.test(form),
};
/** @param {any} kdf */
const isKdf = (kdf) => wrongMember(kdf, {
  name: (name) => name === "scrypt", n: (n) => n === 32768, r: (r) => r === 8, p: (p) => p === 1, salt: base64(22),
}) === "";
/** @type {Tests} */
const LOCKED = {
  schema: (schema) => schema === LOCKED_SCHEMA, id: slug(56), title: filled(200), kdf: isKdf, nonce: base64(16),
  data: (data) => typeof data === "string" && data.length >= 24 && /^[A-Za-z0-9_-]+$/.test(data),
};

/** @param {Record<string, any>} input */
function refuseSchema({ schema }) {
  const name = typeof schema === "string" ? schema : "";
  if (/^portal-(locked-)?paper\//.test(name)) return `这份试卷是另一个版本的心育学堂做的，这里还读不了。${CURE}，或者用考核通知里给的网址打开。`;
  if (name.startsWith("portal-record/")) return "这是学习记录，不是试卷。请选主考老师发的试卷文件（以 .paper.json 结尾）。";
  return "这不是试卷。请选主考老师发的试卷文件（以 .paper.json 结尾）。";
}

/**
 * @param {unknown} input parsed JSON, of any shape
 * @returns {PaperReading}
 */
export function readPaper(input) {
  if (!isMap(input)) return { reason: refuseSchema({}) };
  if (input.schema === LOCKED_SCHEMA) {
    return wrongMember(input, LOCKED) === "" ? { locked: /** @type {any} */ (input), reason: "" } : { reason: DAMAGED };
  }
  if (input.schema !== SCHEMA) return { reason: refuseSchema(input) };
  return wrongMember(input, PAPER, PAPER_OPTIONAL) === "" ? { paper: /** @type {any} */ (input), reason: "" } : { reason: DAMAGED };
}

/**
 * @param {string} text of a file, or pasted
 * @returns {PaperReading}
 */
export function readPaperText(text) {
  if (text.length > MOST_CHARACTERS) return { reason: `文件太大，不会是试卷。${CURE}。` };
  const bare = text.replace(/^\uFEFF+/, "").trim();
  if (bare === "") return { reason: `文件是空的。${CURE}。` };
  try {
    return readPaper(JSON.parse(bare));
  } catch (error) {
    return { reason: bare.startsWith("{") ? `试卷只有一部分，没有传完整。${CURE}。` : refuseSchema({}) };
  }
}

/**
 * The text whose SHA-256 is the digest: answers say by it which paper they answer.
 * @param {Paper} paper
 */
export const paperText = (paper) => canonical(paper);

/**
 * What stands open beside a locked paper and must not be changed either.
 * @param {LockedPaper} locked
 */
export const boundText = ({ id, title }) => `${LOCKED_SCHEMA}\n${id}\n${title}`;
