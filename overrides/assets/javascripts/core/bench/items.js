// How a question did: right at first and at last, and whether who knows the rest of its unit knows it too.
// Mirrors scripts/portal/reports/sql/items.sql. Sums of whole numbers, so that the order of people cannot matter.
// @ts-check

/** @typedef {import("./scope.js").CountedQuestion} CountedQuestion */
/** @typedef {import("./judge.js").Answered} Answered */
/** @typedef {{people: number, firstPeople: number, firstRight: number, latestPeople: number, latestRight: number, void: number, n: number, x: number, y: number, xy: number, yy: number}} Sums x: right at first (0 or 1), y: the rest of the unit */

/** Below so many people a share or a correlation says nothing of the question. */
export const FEWEST = 20;

const isJudged = (/** @type {string} */ verdict) => verdict === "right" || verdict === "wrong";

/** @returns {Sums} */
const nothing = () => ({ people: 0, firstPeople: 0, firstRight: 0, latestPeople: 0, latestRight: 0, void: 0, n: 0, x: 0, y: 0, xy: 0, yy: 0 });

/**
 * The discrimination of a question: the point-biserial correlation of right and wrong with the rest of the unit,
 * the question itself left out of it (Crocker & Algina 1986, chapter 14). null where either side does not vary.
 * @param {Sums} sums
 */
export function discrimination({ n, x, y, xy, yy }) {
  const spread = (n * x - x * x) * (n * yy - y * y);
  return spread > 0 ? Math.round((n * xy - x * y) / Math.sqrt(spread) * 1000) / 1000 : null;
}

export class Items {
  constructor() {
    /** @type {Map<string, Sums>} */
    this.sums = new Map();
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

  /** @private @param {Answered[]} firsts that can be judged */
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
      if (n <= own) continue;
      const x = Number(first === "right");
      const rest = right - x * own;
      const sums = this.of(question);
      sums.n += 1;
      sums.x += x;
      sums.y += rest;
      sums.xy += x * rest;
      sums.yy += rest * rest;
    }
  }
}
