// Passed or not, and what is lacking: the one place in the browser that applies a track's rules.
// The same law stands in scripts/portal/model/standing.py; tests/contracts/standing.json holds the two together.
// What is not known (no mark, no confirmation) is lacking.
// @ts-check

/** @typedef {"required" | "optional" | "none"} Need */
/**
 * @typedef {{name: string, pass_percent: number, hours: number, mock_exam: Need, mock_percent: number, assessment: Need,
 *   practice: {id: string, title: string}[], requires: string[]}} PassRules
 */
/** @typedef {{right: number, total: number, hours: number}} UnitFact */
/**
 * @typedef {{units: Record<string, UnitFact>, mock_best: number | null, assessment: "passed" | "failed" | null,
 *   confirmed: string[], held: string[]}} Facts
 *   units: all that are published, in the track's order; mock_best: whole percent, rounded down
 */
/** @typedef {"unit" | "hours" | "mock_exam" | "assessment" | "practice" | "requires"} Kind */
/**
 * @typedef {{kind: Kind, id: string, need: number, have: number | null, met: boolean, decides: boolean}} Condition
 *   have: null when nothing is known; decides: false for what is offered and nobody fails for want of
 */

/**
 * Hours in hundredths, so that sums are exact and the same in both languages.
 * @param {number} hours
 */
export const hundredths = (hours) => Math.floor(hours * 100 + 0.5);

/** @param {PassRules} rules @param {Facts} facts @returns {Condition[]} */
function unitConditions(rules, facts) {
  return Object.entries(facts.units).filter(([, fact]) => fact.total > 0).map(([id, fact]) => {
    const need = Math.ceil(rules.pass_percent * fact.total / 100);
    return { kind: "unit", id, need, have: fact.right, met: fact.right >= need, decides: true };
  });
}

/** @param {PassRules} rules @param {Facts} facts @param {Condition[]} units @returns {Condition} */
function hoursCondition(rules, facts, units) {
  const need = hundredths(rules.hours);
  const have = units.filter(({ met }) => met).reduce((sum, { id }) => sum + hundredths(facts.units[id].hours), 0);
  return { kind: "hours", id: "", need: need / 100, have: have / 100, met: have >= need, decides: true };
}

/** @param {PassRules} rules @param {Facts} facts @returns {Condition} */
function mockCondition(rules, { mock_best: best }) {
  const met = best !== null && best >= rules.mock_percent;
  return { kind: "mock_exam", id: "", need: rules.mock_percent, have: best, met, decides: rules.mock_exam === "required" };
}

/** @param {PassRules} rules @param {Facts} facts @returns {Condition} */
function assessmentCondition(rules, { assessment }) {
  const have = assessment === null ? null : Number(assessment === "passed");
  return { kind: "assessment", id: "", need: 1, have, met: have === 1, decides: rules.assessment === "required" };
}

/** @param {Kind} kind @param {string} id @param {boolean} met @returns {Condition} */
const confirmedCondition = (kind, id, met) => ({ kind, id, need: 1, have: Number(met), met, decides: true });

/**
 * Everything that the rules ask for or offer, in the order in which people do it.
 * @param {PassRules} rules
 * @param {Facts} facts
 * @returns {Condition[]}
 */
export function conditions(rules, facts) {
  const units = unitConditions(rules, facts);
  return [
    ...units,
    hoursCondition(rules, facts, units),
    ...(rules.mock_exam === "none" ? [] : [mockCondition(rules, facts)]),
    ...(rules.assessment === "none" ? [] : [assessmentCondition(rules, facts)]),
    ...rules.practice.map(({ id }) => confirmedCondition("practice", id, facts.confirmed.includes(id))),
    ...rules.requires.map((track) => confirmedCondition("requires", track, facts.held.includes(track))),
  ];
}

/**
 * Whether somebody passed, and if not, all that is lacking.
 * @param {PassRules} rules
 * @param {Facts} facts
 * @returns {{passed: boolean, lacks: Condition[]}}
 */
export function standing(rules, facts) {
  const lacks = conditions(rules, facts).filter(({ decides, met }) => decides && !met);
  return { passed: lacks.length === 0, lacks };
}
