// Whose answers and times are somebody else's too: whole histories, parts of them, and sittings of mock exams.
// Mirrors scripts/portal/reports/sql/histories.sql, shared.sql and same_sittings.sql.
// @ts-check
import { historyOf, traceOf } from "./judge.js";

/** @typedef {import("../record.js").PortalRecord} PortalRecord */
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

/** @param {string[]} names @param {number} people @param {number} count */
function sharedWords(names, people, count) {
  const more = people > SHOWN ? ` 等 ${people} 人` : "";
  return `与 ${names.slice(0, SHOWN).join("、")}${more} 有 ${count} 题的答案和作答时间完全相同`;
}

export class Shared {
  constructor() {
    /** Whole history → people. @type {Map<number, number[]>} */
    this.histories = new Map();
    /** One answer with its times → people, equal histories once. @type {Map<number, number[]>} */
    this.traces = new Map();
    /** @type {Map<string, {person: number, words: string}[]>} */
    this.sittings = new Map();
    /** @type {Map<number, number>} */
    this.counts = new Map();
  }

  /** @param {number} person @param {PortalRecord} record */
  add(person, record) {
    for (const { exam, seed, started, finished } of record.attempts) {
      if (finished) push(this.sittings, `${exam} ${seed} ${started} ${finished}`, { person, words: `${exam} ${started}` });
    }
    const ids = Object.keys(record.answers);
    if (ids.length < FEWEST) return;
    this.counts.set(person, ids.length);
    const history = digest(historyOf(record));
    push(this.histories, history, person);
    if ((this.histories.get(history) || []).length > 1) return;
    for (const id of ids) push(this.traces, digest(traceOf(id, record.answers[id])), person);
  }

  /** @param {(person: number) => string} label @returns {PersonFlag[]} */
  flags(label) {
    return [...this.whole(label), ...this.parts(label), ...this.sameSittings(label)];
  }

  /** @private @param {(person: number) => string} label @returns {PersonFlag[]} */
  whole(label) {
    const groups = Array.from(this.histories.values()).filter((people) => people.length > 1);
    return groups.flatMap((people) => people.map((person) => {
      const names = people.slice(0, SHOWN + 1).filter((other) => other !== person).map(label);
      return { person, flag: { kind: SAME, detail: sharedWords(names, people.length - 1, this.counts.get(person) || 0) } };
    }));
  }

  /** @private @param {(person: number) => string} label @returns {PersonFlag[]} */
  parts(label) {
    /** @type {Map<string, number>} */
    const pairs = new Map();
    for (const people of this.traces.values()) {
      people.forEach((a, i) => people.slice(i + 1).forEach((b) => pairs.set(`${a} ${b}`, (pairs.get(`${a} ${b}`) || 0) + 1)));
    }
    /** @type {Map<string, number[]>} */
    const partners = new Map();
    for (const [pair, count] of pairs) {
      const [a, b] = pair.split(" ").map(Number);
      if (count < FEWEST) continue;
      push(partners, `${a} ${count}`, b);
      push(partners, `${b} ${count}`, a);
    }
    return Array.from(partners, ([key, others]) => {
      const [person, count] = key.split(" ").map(Number);
      return { person, flag: { kind: SAME, detail: sharedWords(others.sort((a, b) => a - b).map(label), others.length, count) } };
    });
  }

  /** A seed is one of a thousand million and a sitting has its seconds: nobody shares them by chance. @private @param {(person: number) => string} label @returns {PersonFlag[]} */
  sameSittings(label) {
    const groups = Array.from(this.sittings.values()).filter((of) => of.length > 1);
    return groups.flatMap((of) => of.map(({ person, words }) => {
      const [other] = (person === of[0].person ? of.slice(-1) : of).map((one) => one.person);
      const more = of.length > 2 ? ` 等 ${of.length - 1} 人` : "";
      return { person, flag: { kind: "模拟考相同", detail: `${words} 这一次与 ${label(other)}${more}的抽题编号、开始和交卷时间都相同` } };
    }));
  }
}
