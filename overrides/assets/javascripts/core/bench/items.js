// How a question did: right at first and at last, and whether who knows the rest of its unit knows it too.
// Mirrors scripts/portal/reports/items/figures.py and sql/item_*.sql. Sums of whole numbers, so that the order of people cannot matter.
// @ts-check

/** @typedef {import("./scope.js").CountedQuestion} CountedQuestion */
/** @typedef {import("./judge.js").Answered} Answered */
/** @typedef {{people: number, firstPeople: number, firstRight: number, latestPeople: number, latestRight: number, void: number, n: number, x: number, y: number, xy: number, yy: number}} Sums x: right at first (0 or 1), y: the share of the rest of the unit that is right, in 1/100,000 */

/** Below so many people a share or a correlation says nothing of the question. */
export const FEWEST = 20;

const isJudged = (/** @type {string} */ verdict) => verdict === "right" || verdict === "wrong";

/** @returns {Sums} */
const nothing = () => ({ people: 0, firstPeople: 0, firstRight: 0, latestPeople: 0, latestRight: 0, void: 0, n: 0, x: 0, y: 0, xy: 0, yy: 0 });

/**
 * n Σab − Σa Σb of sums of whole numbers. Exact: of a few hundred people the products are too long for a number.
 * @param {number} n @param {number} ab @param {number} a @param {number} b
 */
const spread = (n, ab, a, b) => Number(BigInt(n) * BigInt(ab) - BigInt(a) * BigInt(b));

/**
 * The discrimination of a question: the point-biserial correlation of right and wrong with the rest of the unit,
 * the question itself left out of it (Crocker & Algina 1986, chapter 14). null where either side does not vary.
 * @param {Sums} sums
 */
export function discrimination({ n, x, y, xy, yy }) {
  const both = spread(n, x, x, x) * spread(n, yy, y, y);
  return both > 0 ? Math.round(spread(n, xy, x, y) / Math.sqrt(both) * 1000) / 1000 : null;
}

export class Items {
  /** @param {CountedQuestion[]} questions all that count */
  constructor(questions) {
    /** @type {Map<string, Sums>} */
    this.sums = new Map();
    /** @type {Map<string, number>} unit → its questions in use */
    this.used = new Map();
    for (const { unit, isUsed } of questions) this.used.set(unit, (this.used.get(unit) || 0) + Number(isUsed));
  }

  /** @param {CountedQuestion} question */
  of({ id }) {
    const sums = this.sums.get(id) || nothing();
    this.sums.set(id, sums);
    return sums;
  }

  /** @param {Answered[]} answers of one person */
  add(answers) {
    for (const { question, first, latest } of answers) {
      const sums = this.of(question);
      sums.people += 1;
      sums.firstPeople += Number(isJudged(first));
      sums.firstRight += Number(first === "right");
      sums.latestPeople += Number(isJudged(latest));
      sums.latestRight += Number(latest === "right");
      sums.void += Number(first === "void" || latest === "void");
    }
    this.addPairs(answers.filter(({ first }) => isJudged(first)));
  }

  /** Only of who answered half of the rest: less of it says too little. @private @param {Answered[]} firsts that can be judged */
  addPairs(firsts) {
    /** @type {Map<string, {n: number, right: number}>} */
    const units = new Map();
    for (const { question, first } of firsts.filter((one) => one.question.isUsed)) {
      const unit = units.get(question.unit) || { n: 0, right: 0 };
      units.set(question.unit, { n: unit.n + 1, right: unit.right + Number(first === "right") });
    }
    for (const { question, first } of firsts) {
      const { n, right } = units.get(question.unit) || { n: 0, right: 0 };
      const own = Number(question.isUsed);
      const others = (this.used.get(question.unit) || 0) - own;
      if (n <= own || 2 * (n - own) < others) continue;
      const x = Number(first === "right");
      const rest = Math.floor((right - x * own) * 1e5 / (n - own) + 0.5);
      const sums = this.of(question);
      sums.n += 1;
      sums.x += x;
      sums.y += rest;
      sums.xy += x * rest;
      sums.yy += rest * rest;
    }
  }
}
