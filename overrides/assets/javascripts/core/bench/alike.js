// Who got the same questions wrong in the same way, beyond chance. Mirrors scripts/portal/reports/alike.py, where the
// measure is explained and how rare false alarms are, and sql/slips.sql, alike.sql.
// @ts-check

/** @typedef {{person: number, other: number, units: number, wrong: number, bits: number, least: number}} Pair bits: thousandths of a bit of surprise */
/** @typedef {{wrong: number, mark: string}} Slip the wrong first answers of one unit, two or more */

const SURE = 20;
const MOSTLY = 2 / 3;
const FEWEST_UNITS = 3;
const MOST_SHARERS = 8;
/** Ways to be wrong that are looked at without a rest. */
const STEP = 200;

/** @template T @param {Map<string, T[]>} map @param {string} key @param {T} value */
function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** @param {number} takers @param {number} sharers */
const bitsOf = (takers, sharers) => Math.round(1000 * Math.log(takers / sharers) / Math.LN2);

export class Alike {
  constructor() {
    /** Unit → how many people took it. @type {Map<string, number>} */
    this.takers = new Map();
    /** Person → unit → slip. @type {Map<number, Map<string, Slip>>} */
    this.slips = new Map();
    this.people = 0;
  }

  /** @param {Iterable<string>} units that somebody took */
  countTakers(units) {
    for (const unit of units) this.takers.set(unit, (this.takers.get(unit) || 0) + 1);
  }

  /**
   * @param {number} person
   * @param {{unit: string, given: string}[]} wrong first answers: question and value
   */
  add(person, wrong) {
    this.people += 1;
    /** @type {Map<string, string[]>} */
    const units = new Map();
    for (const { unit, given } of wrong) push(units, unit, given);
    const slips = Array.from(units).filter(([, of]) => of.length >= 2)
      .map(([unit, of]) => /** @type {[string, Slip]} */ ([unit, { wrong: of.length, mark: of.sort().join("\n") }]));
    if (slips.length > 0) this.slips.set(person, new Map(slips));
  }

  /** Those who are alike throughout stand for one another. @private */
  firsts() {
    /** @type {Map<string, number[]>} */
    const groups = new Map();
    for (const [person, slips] of this.slips) {
      push(groups, Array.from(slips, ([unit, { mark }]) => `${unit}\n${mark}`).sort().join("\n\n"), person);
    }
    return Array.from(groups.values());
  }

  /**
   * Returns the pairs worth a question, in steps, so that a page can breathe between them.
   * @param {(a: number, b: number) => boolean} isKnown pairs that are told of already
   * @returns {Generator<never[], Pair[]>}
   */
  *pairs(isKnown) {
    const groups = this.firsts();
    /** @type {Map<string, number[]>} */
    const ways = new Map();
    for (const [first] of groups) {
      for (const [unit, { mark }] of this.slipsOf(first)) push(ways, `${unit}\n${mark}`, first);
    }
    const byChance = this.people > 1 ? Math.log2(this.people * (this.people - 1) / 2) : 0;
    const isRare = (/** @type {Pair} */ { units, least, bits }) => units >= MOSTLY * least && bits >= 1000 * (byChance + SURE);
    const apart = yield* this.apart(ways);
    return [...apart, ...this.throughout(groups, ways)].filter((pair) => isRare(pair) && !isKnown(pair.person, pair.other));
  }

  /** @private @param {number} person @returns {Map<string, Slip>} */
  slipsOf(person) {
    return this.slips.get(person) || new Map();
  }

  /** @private @param {Map<string, number[]>} ways @returns {Generator<never[], Pair[]>} */
  *apart(ways) {
    /** @type {Map<string, Pair>} */
    const pairs = new Map();
    let done = 0;
    for (const [way, people] of ways) {
      done += 1;
      if (done % STEP === 0) yield [];
      if (people.length < 2 || people.length > MOST_SHARERS) continue;
      const unit = way.slice(0, way.indexOf("\n"));
      const bits = bitsOf(this.takers.get(unit) || 1, people.length);
      people.forEach((person, i) => people.slice(i + 1).forEach((other) => {
        const [a, b] = [this.slipsOf(person), this.slipsOf(other)];
        const key = `${person} ${other}`;
        const pair = pairs.get(key) || { person, other, units: 0, wrong: 0, bits: 0, least: Math.min(a.size, b.size) };
        pairs.set(key, pair);
        pair.units += 1;
        pair.wrong += /** @type {Slip} */ (a.get(unit)).wrong;
        pair.bits += bits;
      }));
    }
    return Array.from(pairs.values()).filter(({ units }) => units >= FEWEST_UNITS);
  }

  /** @private @param {number[][]} groups @param {Map<string, number[]>} ways @returns {Pair[]} */
  throughout(groups, ways) {
    return groups.flatMap(([person, ...others]) => {
      const slips = Array.from(this.slipsOf(person));
      const bits = slips.reduce((sum, [unit, { mark }]) =>
        sum + bitsOf(this.takers.get(unit) || 1, (ways.get(`${unit}\n${mark}`) || []).length + 1), 0);
      const wrong = slips.reduce((sum, [, slip]) => sum + slip.wrong, 0);
      const pair = { person, units: slips.length, wrong, bits, least: slips.length };
      return slips.length >= FEWEST_UNITS ? others.map((other) => ({ ...pair, other })) : [];
    });
  }
}
