// What is counted: published tracks, their units that have questions, and those questions, in the order of the report.
// Mirrors scripts/portal/reports/scope.py; the catalogue holds no drafts.
// @ts-check
import { compareText, lookUp } from "../text-order.js";

/** @typedef {import("../progress.js").Catalogue} Catalogue */
/** @typedef {import("../standing.js").PassRules} PassRules */
/** @typedef {{id: string, title: string, track: string, hours: number, questions: number}} CountedUnit questions: how many are in use */
/**
 * @typedef {{id: string, title: string, percent: number, rules: PassRules | undefined, units: CountedUnit[], questions: number, hours: number}} CountedTrack
 *   questions, hours: of the units that count
 */
/** @typedef {{id: string, place: number, unit: string, isUsed: boolean, kind: string, title: string}} CountedQuestion */
/**
 * @typedef {{tracks: CountedTrack[], titles: Record<string, string>, units: Map<string, CountedUnit>,
 *   questions: CountedQuestion[], known: Map<string, CountedQuestion>}} Scope
 */

/** @type {Record<string, string>} */
const KINDS = { single: "单选", multiple: "多选", true_false: "判断", blank: "填空" };

/** @param {Catalogue} catalogue @param {import("../progress.js").Track} track @returns {CountedUnit[]} */
function unitsOf(catalogue, track) {
  const listed = track.modules.flatMap(({ units }) => units);
  const place = (/** @type {string} */ id) => (listed.includes(id) ? listed.indexOf(id) : listed.length);
  return Object.entries(catalogue.units)
    .filter(([, unit]) => unit.track === track.id && unit.questions.length > 0)
    .map(([id, unit]) => ({ id, title: unit.title, track: track.id, hours: unit.hours, questions: unit.questions.length }))
    .sort((a, b) => place(a.id) - place(b.id) || compareText(a.id, b.id));
}

/** @param {Catalogue} catalogue @returns {CountedTrack[]} */
function tracksOf(catalogue) {
  const tracks = catalogue.tracks.map((track) => {
    const units = unitsOf(catalogue, track);
    return {
      id: track.id, title: track.title, percent: track.pass_percent, rules: track.rules, units,
      questions: units.reduce((sum, unit) => sum + unit.questions, 0),
      hours: units.reduce((sum, unit) => sum + Math.round(unit.hours * 100), 0) / 100,
    };
  });
  return tracks.filter(({ units }) => units.length > 0).sort((a, b) => compareText(a.id, b.id));
}

/**
 * Questions of one unit in the order of its page; retired ones, which no page has, where the catalogue has them.
 * @param {Catalogue} catalogue
 * @param {string} unit
 */
const questionsOf = (catalogue, unit) => Object.keys(catalogue.questions).filter((id) => catalogue.questions[id].unit === unit);

/**
 * @param {Catalogue} catalogue
 * @returns {Scope}
 */
export function scopeOf(catalogue) {
  const tracks = tracksOf(catalogue);
  const units = tracks.flatMap((track) => track.units);
  const questions = units.flatMap(({ id }) => questionsOf(catalogue, id)).map((id, place) => {
    const { unit, type, status, title } = catalogue.questions[id];
    return { id, place, unit, isUsed: status === "published", kind: lookUp(KINDS, type) || type, title };
  });
  return {
    tracks, questions,
    titles: Object.fromEntries(catalogue.tracks.map(({ id, title }) => [id, title])),
    units: new Map(units.map((unit) => [unit.id, unit])),
    known: new Map(questions.map((question) => [question.id, question])),
  };
}
