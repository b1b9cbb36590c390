// How an unfinished sitting lies in the storage: a head, and one draft for each question, so that tabs never
// overwrite each other's answers. Reads without trust; a draft that is broken counts as none.
// @ts-check
import { itemKey } from "../core/keys.js";
import { idsOf } from "../core/moves.js";
import { isText, refuseAttempt } from "../core/items.js";
import { canonical } from "../core/text-order.js";

/** @typedef {import("../storage.js").Shelf} Shelf */
/** @typedef {import("../core/items.js").Attempt} Attempt */
/** @typedef {import("../core/moves.js").Moved} Moved */
/** @typedef {{value: string[], at: number, flag: boolean, flagAt: number}} Draft at, flagAt: time of the sitting, ms */
/**
 * @typedef {{questions: string[], started: number, deadline: number | null, seen: number, offset: number,
 *   attempt?: Attempt, about?: any}} Head
 *   times in ms; attempt: of a mock exam, without answers; about: whatever else its owner has to know
 */

const KIND = "sitting";
/** The end of the year 9999, ms: a later time has no instant, and a sitting with one would stop the whole page. */
const LATEST = 253402300799999;

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return null;
  }
}

/** @param {any} time */
const isTime = (time) => Number.isSafeInteger(time) && time >= 0 && time <= LATEST;

/** @param {any} head @returns {head is Head} */
function isHead(head) {
  return Boolean(head) && Array.isArray(head.questions) && head.questions.every((/** @type {any} */ id) => isText(id, 200)) &&
    isTime(head.started) && isTime(head.seen) && isTime(head.offset) && (head.deadline === null || isTime(head.deadline)) &&
    (head.attempt === undefined || isAttemptOf(head));
}

/** @param {Head} head whether its attempt can be handed in with answers to its questions */
const isAttemptOf = ({ attempt, questions }) =>
  refuseAttempt(attempt) === "" && canonical(/** @type {Attempt} */ (attempt).questions) === canonical(questions);

/** @param {any} draft @returns {draft is Draft} */
function isDraft(draft) {
  return Boolean(draft) && Array.isArray(draft.value) && draft.value.length <= 12 &&
    draft.value.every((/** @type {any} */ text) => isText(text, 200)) &&
    isTime(draft.at) && isTime(draft.flagAt) && typeof draft.flag === "boolean";
}

/** @param {Draft} a @param {Draft} b @returns {Draft} the later answer with the later flag */
export function mergeDrafts(a, b) {
  const answered = b.at > a.at || (b.at === a.at && canonical(b.value) > canonical(a.value)) ? b : a;
  const flagged = b.flagAt > a.flagAt || (b.flagAt === a.flagAt && b.flag) ? b : a;
  return { value: answered.value, at: answered.at, flag: flagged.flag, flagAt: flagged.flagAt };
}

/** @param {string} profile @param {string} sitting @param {string} [question] */
export function sittingKey(profile, sitting, question) {
  return itemKey(profile, KIND, question === undefined ? sitting : `${sitting}:${question}`);
}

/** @param {Shelf} local @param {string} key @returns {Head | null} */
export function readHead(local, key) {
  const head = parsed(local.get(key) || "");
  return isHead(head) ? head : null;
}

/**
 * @param {Shelf} local
 * @param {string} profile
 * @param {string} sitting
 * @returns {string[]} the keys of its head and its drafts
 */
export function keysOfSitting(local, profile, sitting) {
  const head = sittingKey(profile, sitting);
  return local.keys().filter((key) => key === head || key.startsWith(`${head}:`));
}

/**
 * @param {Shelf} local
 * @param {string} profile
 * @returns {string[]} the ids of sittings whose head cannot be read; only the key of a draft has a slash
 */
export function brokenSittings(local, profile) {
  const prefix = sittingKey(profile, "");
  const heads = local.keys().filter((key) => key.startsWith(prefix) && !key.includes("/"));
  return heads.filter((key) => !readHead(local, key)).map((key) => key.slice(prefix.length));
}

/**
 * @param {Shelf} local
 * @param {string} profile
 * @returns {[string, Head][]} the unfinished sittings of a profile, each with its id
 */
export function readHeads(local, profile) {
  const prefix = sittingKey(profile, "");
  return local.keys().filter((key) => key.startsWith(prefix)).flatMap((key) => {
    const head = readHead(local, key);
    return head ? [/** @type {[string, Head]} */ ([key.slice(prefix.length), head])] : [];
  });
}

/**
 * @param {Shelf} local
 * @param {string} profile
 * @param {string} sitting
 * @param {string[]} questions
 * @param {Moved} moved units that had another id when the draft was written
 * @returns {Map<string, Draft>}
 */
export function readDrafts(local, profile, sitting, questions, moved) {
  const drafts = new Map();
  for (const question of questions) {
    const found = idsOf(moved, "answer", question)
      .map((id) => parsed(local.get(sittingKey(profile, sitting, id)) || "")).filter(isDraft);
    if (found.length > 0) drafts.set(question, found.reduce(mergeDrafts));
  }
  return drafts;
}

/** @param {Map<string, Draft>} drafts @returns {Map<string, string[]>} */
export function answersIn(drafts) {
  const given = Array.from(drafts).filter(([, { value }]) => value.length > 0);
  return new Map(given.map(([id, { value }]) => [id, value]));
}

/**
 * The attempts that nobody has handed in yet, with the answers so far: an export must hold them too.
 * @param {Shelf} local
 * @param {string} profile
 * @returns {Attempt[]} under the ids with which they began
 */
export function openAttempts(local, profile) {
  return readHeads(local, profile).flatMap(([sitting, { attempt, questions }]) => {
    if (!attempt) return [];
    const answers = answersIn(readDrafts(local, profile, sitting, questions, {}));
    return [{ ...attempt, answers: Object.fromEntries(answers) }];
  });
}
