// Whose answers are somebody else's too: whole histories, parts of them, wrong answers, and sittings of mock exams.
// Mirrors scripts/portal/reports/between.py with sql/histories.sql, shared.sql and same_sittings.sql.
// @ts-check
import { Alike } from "./alike.js";
import { historyOf, traceOf } from "./judge.js";

/** @typedef {import("./judge.js").Judged} Judged */
/** @typedef {import("./sittings.js").Sat} Sat */
/** @typedef {import("./flags.js").Flag} Flag */
/** @typedef {{person: number, flag: Flag}} PersonFlag */

/** Fewer answers in common may be chance. */
const FEWEST = 20;
const SHOWN = 3;
const SAME = "作答经历相同";

/**
 * A number of 53 bits for a text: half a million texts would take far more room.
 * @param {string} text
 */
function digest(text) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

/** @template K, V @param {Map<K, V[]>} map @param {K} key @param {V} value */
function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** @param {string[]} labels @param {number} people */
const namesOf = (labels, people) => labels.slice(0, SHOWN).join("、") + (people > SHOWN ? ` 等 ${people} 人` : "");

/** @param {string[]} labels @param {number} people @param {number} count */
const sharedWords = (labels, people, count) => `与 ${namesOf(labels, people)} 有 ${count} 题的答案和作答时间完全相同`;

/** A person → the others, once for each pair of people alike in the same measure. @template T @param {T[]} pairs @param {(pair: T) => string} keyOf @param {(pair: T) => [number, number]} bothOf */
function partnersIn(pairs, keyOf, bothOf) {
  /** @type {Map<string, {person: number, pair: T, others: number[]}>} */
  const partners = new Map();
  for (const pair of pairs) {
    const [a, b] = bothOf(pair);
    for (const [person, other] of [[a, b], [b, a]]) {
      const key = `${person} ${keyOf(pair)}`;
      const found = partners.get(key) || { person, pair, others: [] };
      found.others.push(other);
      partners.set(key, found);
    }
  }
  return Array.from(partners.values(), (one) => ({ ...one, others: one.others.sort((x, y) => x - y) }));
}

export class Shared {
  constructor() {
    /** Whole history → people. @type {Map<number, number[]>} */
    this.histories = new Map();
    /** One answer with its times → people, equal histories once. @type {Map<number, number[]>} */
    this.traces = new Map();
    /** Two people → how many such answers they have in common. @type {Map<string, number>} */
    this.common = new Map();
    /** The same seed and times → who, and the sitting in words. @type {Map<string, {person: number, words: string}[]>} */
    this.atOnce = new Map();
    /** The same seed, and the same questions right. @type {Map<string, {person: number, words: string}[]>} */
    this.alikeSittings = new Map();
    /** @type {Map<number, number>} */
    this.counts = new Map();
    this.alike = new Alike();
  }

  /** @param {number} person @param {Judged} judged @param {Sat[]} sat */
  add(person, { record, answers }, sat) {
    for (const { attempt: { exam, seed, started, finished }, marks } of sat) {
      const one = { person, words: `${exam} ${started}` };
      if (finished) push(this.atOnce, `${exam} ${seed} ${started} ${finished}`, one);
      if (finished) push(this.alikeSittings, `${seed} ${marks}`, one);
    }
    this.alike.countTakers(new Set(answers.filter(({ first, latest }) => first !== "void" || latest !== "void").map(({ question }) => question.unit)));
    const ids = Object.keys(record.answers);
    if (ids.length < FEWEST) return;
    this.counts.set(person, ids.length);
    const history = digest(historyOf(record));
    push(this.histories, history, person);
    if ((this.histories.get(history) || []).length > 1) return;
    for (const id of ids) this.addTrace(person, digest(traceOf(id, record.answers[id])));
    this.alike.add(person, answers.filter(({ first }) => first === "wrong").map(({ question: { id, unit } }) =>
      ({ unit, given: `${id} ${JSON.stringify(record.answers[id].first.value)}` })));
  }

  /** Kind by kind, so that a page can breathe between them. @param {(person: number) => string} label @returns {Generator<PersonFlag[]>} */
  *flags(label) {
    const pairs = this.pairs();
    const known = new Set(pairs.map(({ both }) => both.join(" ")));
    yield [...this.whole(label), ...this.parts(pairs, label)];
    yield this.wrongAlike(yield* this.alike.pairs((a, b) => known.has(`${a} ${b}`)), label);
    yield this.sameSittings(label);
  }

  /** @private @param {(person: number) => string} label @returns {PersonFlag[]} */
  whole(label) {
    const groups = Array.from(this.histories.values()).filter((people) => people.length > 1);
    return groups.flatMap((people) => people.map((person) => {
      const names = people.slice(0, SHOWN + 1).filter((other) => other !== person).map(label);
      return { person, flag: { kind: SAME, detail: sharedWords(names, people.length - 1, this.counts.get(person) || 0) } };
    }));
  }

  /** @private @param {number} person @param {number} trace counted at once: a million at the end would keep a page waiting */
  addTrace(person, trace) {
    for (const other of this.traces.get(trace) || []) {
      const pair = `${other} ${person}`;
      this.common.set(pair, (this.common.get(pair) || 0) + 1);
    }
    push(this.traces, trace, person);
  }

  /** @private @returns {{both: [number, number], count: number}[]} */
  pairs() {
    const many = Array.from(this.common).filter(([, count]) => count >= FEWEST);
    return many.map(([pair, count]) => ({ both: /** @type {[number, number]} */ (pair.split(" ").map(Number)), count }));
  }

  /** @private @param {{both: [number, number], count: number}[]} pairs @param {(person: number) => string} label @returns {PersonFlag[]} */
  parts(pairs, label) {
    return partnersIn(pairs, ({ count }) => String(count), ({ both }) => both).map(({ person, pair, others }) =>
      ({ person, flag: { kind: SAME, detail: sharedWords(others.map(label), others.length, pair.count) } }));
  }

  /** @private @param {import("./alike.js").Pair[]} pairs @param {(person: number) => string} label @returns {PersonFlag[]} */
  wrongAlike(pairs, label) {
    const found = partnersIn(pairs, ({ units, wrong }) => `${units} ${wrong}`, ({ person, other }) => [person, other]);
    return found.map(({ person, pair: { units, wrong }, others }) => {
      const words = `在 ${units} 个单元里首次答错的题、选的答案都一样，共 ${wrong} 题，作答时间不同`;
      return { person, flag: { kind: "答案相同时间不同", detail: `与 ${namesOf(others.map(label), others.length)} ${words}` } };
    });
  }

  /** A seed is one of a thousand million and a sitting has its seconds: nobody shares them by chance. @private @param {(person: number) => string} label @returns {PersonFlag[]} */
  sameSittings(label) {
    const isOthers = (/** @type {{person: number}[]} */ of) => of.some(({ person }) => person !== of[0].person);
    const told = new Set();
    const tell = (/** @type {{person: number, words: string}[]} */ of, /** @type {string} */ same) => of.map(({ person, words }) => {
      told.add(`${person} ${words}`);
      const other = person === of[0].person ? of[of.length - 1] : of[0];
      const more = of.length > 2 ? ` 等 ${of.length - 1} 人` : "";
      return { person, flag: { kind: "模拟考相同", detail: `${words} 这一次与 ${label(other.person)}${more} 的${same}` } };
    });
    const once = Array.from(this.atOnce.values()).filter(isOthers).flatMap((of) => tell(of, "抽题编号、开始和交卷时间都相同"));
    const later = Array.from(this.alikeSittings.values()).filter(isOthers).map((of) => of.filter(({ person, words }) => !told.has(`${person} ${words}`)));
    return [...once, ...later.filter((of) => of.length > 0).flatMap((of) => tell(of, "抽题编号和每一题的对错都相同，时间不同"))];
  }
}
