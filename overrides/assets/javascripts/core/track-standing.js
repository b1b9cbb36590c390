// What a browser can know of a learner's standing in each track: facts out of the catalogue and the record.
// Practice, prerequisites and the formal assessment are confirmed by the school; a browser has no proof of them.
// @ts-check
import { bestPercent } from "./attempts.js";
import { conditions } from "./standing.js";

/** @typedef {import("./progress.js").Catalogue} Catalogue */
/** @typedef {import("./progress.js").TrackProgress} TrackProgress */
/** @typedef {import("./record.js").PortalRecord} PortalRecord */
/** @typedef {import("./standing.js").Condition} Condition */
/** @typedef {import("./standing.js").Kind} Kind */

/** @type {Kind[]} */
const OF_SCHOOL = ["assessment", "practice", "requires"];

/** @param {Condition} condition */
export const isOfSchool = ({ kind }) => OF_SCHOOL.includes(kind);

/**
 * @param {Catalogue} catalogue
 * @param {PortalRecord} record
 * @param {TrackProgress} track
 * @returns {import("./standing.js").Facts}
 */
export function factsOf(catalogue, record, track) {
  const units = track.units.map(({ id, right, total, hours }) => [id, { right, total, hours }]);
  return {
    units: Object.fromEntries(units), mock_best: bestPercent(catalogue, record.attempts, track.id),
    assessment: null, confirmed: [], held: [],
  };
}

/**
 * @param {Catalogue} catalogue
 * @param {PortalRecord} record
 * @param {TrackProgress} track
 */
export function trackStanding(catalogue, record, track) {
  const { rules } = catalogue.tracks.find(({ id }) => id === track.id) || {};
  const found = rules ? conditions(rules, factsOf(catalogue, record, track)) : [];
  const open = found.filter(({ decides, met }) => decides && !met);
  return {
    rules, conditions: found,
    /** What the learner can still do on these pages. */
    left: open.filter((one) => !isOfSchool(one)),
    /** What only the school can say. */
    ofSchool: open.filter(isOfSchool),
  };
}
