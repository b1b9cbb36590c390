// 错题本: which questions were ever answered wrongly and not yet right often enough since. Computed from the answers
// that were given, with today's keys, whenever it is shown; stores nothing.
// @ts-check
import { grade } from "./grading.js";
import { compareGiven, historyOf } from "./history.js";
import { compareText, lookUp } from "./text-order.js";

/** @typedef {import("./items.js").Given} Given */
/** @typedef {import("./progress.js").Catalogue} Catalogue */
/** @typedef {import("./record.js").PortalRecord} PortalRecord */
/** @typedef {{at: string, isRight: boolean}} Judged */
/**
 * @typedef {{id: string, title: string, unit: string, objective: string, isAsked: boolean, wrong: number, streak: number, history: Judged[]}} Practised
 *   how a question stands; isAsked: false where the site no longer asks it; wrong: how often it was answered wrongly;
 *   streak: right answers in a row since
 */
/** @typedef {{title: string, items: Practised[]}} Objective */
/** @typedef {{title: string, url: string, objectives: Objective[]}} UnitGroup */
/** @typedef {{id: string, title: string, track: string, units: UnitGroup[], items: Practised[]}} ModuleGroup */

export const STREAK_RANGE = { least: 1, usual: 2, most: 5 };

/**
 * The right answers in a row that take a question out, from a stored text of any kind.
 * @param {string | null} text
 */
export function readStreak(text) {
  const n = Number(text);
  return text && Number.isInteger(n) && n >= STREAK_RANGE.least && n <= STREAK_RANGE.most ? n : STREAK_RANGE.usual;
}

/**
 * All that was given to each question, on its page and in mock exams that were handed in; oldest first.
 * @param {PortalRecord} record
 * @returns {Map<string, Given[]>}
 */
export function givenAnswers(record) {
  const all = new Map(Object.entries(record.answers).map(([id, answer]) => [id, historyOf(answer)]));
  for (const { answers, finished } of record.attempts) {
    for (const [id, value] of Object.entries(finished ? answers : {})) {
      all.set(id, [...(all.get(id) || []), { value, at: String(finished) }].sort(compareGiven));
    }
  }
  return all;
}

/** @param {import("./grading.js").Key} key @param {Given[]} given @returns {Judged[]} without what fits no longer */
function judge(key, given) {
  const verdicts = given.map(({ value, at }) => ({ at, verdict: grade(key, value) }));
  return verdicts.filter(({ verdict }) => verdict !== "void").map(({ at, verdict }) => ({ at, isRight: verdict === "right" }));
}

/** @param {Judged[]} history */
function streakOf(history) {
  const fromEnd = history.slice().reverse().findIndex(({ isRight }) => !isRight);
  return fromEnd < 0 ? history.length : fromEnd;
}

/**
 * @param {Catalogue} catalogue
 * @param {string} id
 * @param {Given[]} given
 * @returns {Practised | null} null for a question that the site does not know
 */
export function practised(catalogue, id, given) {
  const question = lookUp(catalogue.questions, id);
  if (!question) return null;
  const history = judge(question, given);
  const { title, unit, status, objective = "" } = question;
  return {
    id, title, unit, objective, isAsked: status === "published" && Boolean(lookUp(catalogue.units, unit)),
    wrong: history.filter(({ isRight }) => !isRight).length, streak: streakOf(history), history,
  };
}

/**
 * How every question stands that was ever answered.
 * @param {Catalogue} catalogue
 * @param {PortalRecord} record
 * @returns {Map<string, Practised>}
 */
export function allPractised(catalogue, record) {
  const found = Array.from(givenAnswers(record), ([id, given]) => practised(catalogue, id, given));
  return new Map(found.flatMap((one) => (one ? [[one.id, one]] : [])));
}

/** @param {Practised} question @param {number} needed right answers in a row */
export const isMistake = ({ wrong, streak }, needed) => wrong > 0 && streak < needed;

/**
 * @param {Catalogue} catalogue
 * @param {PortalRecord} record
 * @param {number} needed right answers in a row
 * @returns {Practised[]} in no order
 */
export function mistakes(catalogue, record, needed) {
  return Array.from(allPractised(catalogue, record).values()).filter((one) => isMistake(one, needed));
}

/**
 * @param {PortalRecord} record
 * @returns {string[]} the ids of the questions that are kept, the newest first
 */
export function favouriteIds({ favourites = {} }) {
  const kept = Object.entries(favourites).filter(([, { on }]) => on);
  return kept.sort(([a, one], [b, two]) => compareText(two.at, one.at) || compareText(a, b)).map(([id]) => id);
}

/**
 * @param {Catalogue} catalogue
 * @param {string} unit
 * @param {Map<string, Practised>} byId
 * @returns {UnitGroup}
 */
function groupUnit(catalogue, unit, byId) {
  const { title, url, questions, objectives = {} } = catalogue.units[unit];
  const items = questions.flatMap((id) => byId.get(id) || []);
  const slugs = [...Object.keys(objectives), ...items.map(({ objective }) => objective)];
  const groups = Array.from(new Set(slugs), (slug) => ({
    title: lookUp(objectives, slug) || "", items: items.filter(({ objective }) => objective === slug),
  }));
  return { title, url, objectives: groups.filter((group) => group.items.length > 0) };
}

/**
 * By module, unit and objective, in the order of the tracks. What is no longer asked is left out.
 * @param {Catalogue} catalogue
 * @param {Practised[]} items
 * @returns {ModuleGroup[]}
 */
export function groupByModule(catalogue, items) {
  const byId = new Map(items.map((item) => [item.id, item]));
  const modules = catalogue.tracks.flatMap((track) => track.modules.map((module) => {
    const units = module.units.filter((unit) => lookUp(catalogue.units, unit)).map((unit) => groupUnit(catalogue, unit, byId));
    const found = units.filter(({ objectives }) => objectives.length > 0);
    const own = found.flatMap(({ objectives }) => objectives.flatMap((objective) => objective.items));
    return { id: `${track.id}/${module.id}`, title: module.title, track: track.title, units: found, items: own };
  }));
  return modules.filter((module) => module.items.length > 0);
}
