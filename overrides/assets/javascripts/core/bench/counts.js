// County × school × track, with every denominator; the tracks as a whole are the sums over schools.
// Mirrors scripts/portal/reports/sql/counts.sql.
// @ts-check
import { compareText } from "../text-order.js";

/** @typedef {import("./judge.js").Judged} Judged */
/** @typedef {import("./roster.js").Entry} Entry */
/** @typedef {import("./scope.js").CountedTrack} CountedTrack */
/**
 * @typedef {{county: string, school: string, track: CountedTrack, expected: number, missing: number, submitted: number, took: number,
 *   tookListed: number, allUnits: number, passed: number, passedListed: number}} Count
 */
/** @typedef {{entry: Entry, county: string, school: string, judged: Judged | undefined}} Expected a person of the roster, and whose record that is */

/** @param {string} county @param {string} school @param {CountedTrack} track @returns {Count} */
const nothing = (county, school, track) => ({
  county, school, track, expected: 0, missing: 0, submitted: 0, took: 0, tookListed: 0, allUnits: 0, passed: 0, passedListed: 0,
});

/**
 * The county of each school, as far as the roster says; two schools of one name in two counties stay two.
 * @param {Entry[]} entries
 * @returns {(entry: Entry | undefined, school: string) => string}
 */
export function countyFinder(entries) {
  /** @type {Map<string, Set<string>>} */
  const counties = new Map();
  for (const { county, who } of entries.filter((entry) => entry.county && entry.who.school)) {
    counties.set(who.school, (counties.get(who.school) || new Set()).add(county));
  }
  return (entry, school) => {
    const known = Array.from(counties.get(school) || []);
    return (entry && entry.county) || (known.length === 1 ? known[0] : "");
  };
}

/** @param {Entry} entry @param {CountedTrack} track */
export const isExpectedIn = ({ tracks }, { id }) => tracks === null || tracks.includes(id);

/**
 * @param {(Judged & {county: string})[]} people
 * @param {Expected[]} expected
 * @param {CountedTrack[]} tracks
 * @returns {Count[]} by school and track
 */
export function countSchools(people, expected, tracks) {
  /** @type {Map<string, Count>} */
  const found = new Map();
  const of = (/** @type {string} */ county, /** @type {string} */ school, /** @type {CountedTrack} */ track) => {
    const key = `${track.id}\n${county}\n${school}`;
    const count = found.get(key) || nothing(county, school, track);
    found.set(key, count);
    return count;
  };
  for (const { entry, county, school, judged } of expected) {
    for (const track of tracks.filter((one) => isExpectedIn(entry, one))) {
      const count = of(county, school, track);
      count.expected += 1;
      count.missing += Number(!judged);
    }
  }
  for (const { person, county, tracks: results } of people) {
    for (const { track, took, listed, allUnits, passed } of results) {
      const count = of(county, person.who.school, track);
      count.submitted += 1;
      count.took += Number(took);
      count.tookListed += Number(took && listed);
      count.allUnits += Number(allUnits);
      count.passed += Number(passed);
      count.passedListed += Number(passed && listed);
    }
  }
  const place = (/** @type {Count} */ { track }) => tracks.indexOf(track);
  return Array.from(found.values()).sort((a, b) => compareText(a.county, b.county) || compareText(a.school, b.school) || place(a) - place(b));
}

/**
 * @param {Count[]} counts
 * @param {CountedTrack} track
 * @returns {Count}
 */
export function countTrack(counts, track) {
  return counts.filter((one) => one.track === track).reduce((sum, one) => ({
    ...sum, expected: sum.expected + one.expected, missing: sum.missing + one.missing, submitted: sum.submitted + one.submitted,
    took: sum.took + one.took, tookListed: sum.tookListed + one.tookListed, allUnits: sum.allUnits + one.allUnits,
    passed: sum.passed + one.passed, passedListed: sum.passedListed + one.passedListed,
  }), nothing("", "", track));
}
