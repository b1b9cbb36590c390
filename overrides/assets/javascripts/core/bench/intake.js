// Takes records in one by one and gives them back person by person. Mirrors scripts/portal/reports/intake.py.
// A record waits as bytes: two thousand of them as objects would fill the memory of a small computer.
// @ts-check
import { inspect } from "./flags.js";
import { compareWho, keyOf, whoOf } from "./identity.js";
import { compareText } from "../text-order.js";

/** @typedef {import("../record.js").PortalRecord} PortalRecord */
/** @typedef {import("./identity.js").Who} Who */
/** @typedef {import("./flags.js").Flag} Flag */
/** @typedef {import("./roster.js").Entry} Entry */
/** @typedef {import("./roster.js").Roster} Roster */
/** @typedef {{file: string, who: Who, exported: string, flags: Flag[], bytes: Uint8Array}} Part one record as it was handed in */
/** @typedef {{who: Who, parts: Part[], entry: Entry | undefined, flags: Flag[], hint: string}} Person */
/** @typedef {{file: string, reason: string, flags: Flag[]}} Unnamed a record that nobody can be given */

/** @param {Part[]} parts */
const newestFirst = (parts) => parts.slice().sort((a, b) =>
  compareText(b.exported, a.exported) || compareWho(b.who, a.who) || compareText(b.file, a.file));

/** @param {PortalRecord} record what the tables need of it */
function pack({ release, exported, answers, attempts, lessons }) {
  const bare = Object.fromEntries(Object.entries(answers).map(([id, { first, latest, tries }]) => [id, { first, latest, tries }]));
  return new TextEncoder().encode(JSON.stringify({ release, exported, answers: bare, attempts, lessons }));
}

/** @param {Part} part @returns {PortalRecord} */
export function unpack(part) {
  return { schema: "", units: {}, ...JSON.parse(new TextDecoder().decode(part.bytes)) };
}

/** The newest name and number; the roster's school, because schools are counted by it. @param {Part[]} parts @param {Entry | undefined} entry @returns {Who} */
function whoIs(parts, entry) {
  const ranked = newestFirst(parts).map(({ who }) => who).concat(entry ? [entry.who] : []);
  const newest = (/** @type {keyof Who} */ field) => (ranked.find((who) => who[field]) || { [field]: "" })[field];
  return { school: (entry && entry.who.school) || newest("school"), number: newest("number"), name: newest("name") };
}

/** @param {Part[]} parts @param {Entry | undefined} entry @returns {Flag[]} */
function nameFlags(parts, entry) {
  const names = Array.from(new Set(parts.map(({ who }) => who.name))).filter(Boolean).sort(compareText);
  const isStranger = entry && entry.who.name && names.length > 0 && !names.includes(entry.who.name);
  return [
    names.length > 1 && { kind: "同号不同名", detail: `同一编号下有 ${names.length} 个姓名：${names.slice(0, 5).join("、")}` },
    isStranger && { kind: "与名单姓名不同", detail: `名单上是“${entry.who.name}”，记录里是“${names[0]}”` },
    entry && !parts.some(({ who }) => keyOf(who)) && { kind: "只凭姓名对上名单", detail: "记录里没有编号，也没有学校" },
  ].flatMap((flag) => flag || []);
}

export class Intake {
  /**
   * @param {import("./flags.js").Grade} grade
   * @param {import("./flags.js").Today} today
   * @param {Roster | null} roster
   */
  constructor(grade, today, roster) {
    this.grade = grade;
    this.today = today;
    this.roster = roster;
    this.records = 0;
    /** @type {Unnamed[]} */
    this.unnamed = [];
    /** @type {Map<string, Part[]>} */
    this.parts = new Map();
  }

  /** @param {string} file @param {PortalRecord} record @param {string[]} problems */
  add(file, record, problems) {
    this.records += 1;
    const who = whoOf(record.learner);
    const flags = inspect(record, problems, this.grade, this.today);
    const entry = this.roster ? this.roster.find(who) : undefined;
    const key = entry && !who.number ? entry.key : keyOf(who);
    if (key) {
      this.parts.set(key, [...(this.parts.get(key) || []), { file, who, exported: record.exported, flags, bytes: pack(record) }]);
      return;
    }
    const reason = who.name ? "只有姓名，没有编号和学校" : "没有填姓名和编号";
    this.unnamed.push({ file, reason: `${reason}，没有计入人数。请问明是谁，补填后重新导出。`, flags });
  }

  /** Everybody, in an order that does not depend on the order of the files. @returns {Person[]} */
  people() {
    /** @type {Set<string>} */
    const claimed = new Set();
    const keys = Array.from(this.parts.keys()).sort(compareText);
    const found = keys.map((key) => {
      const parts = /** @type {Part[]} */ (this.parts.get(key)).slice().sort((a, b) => compareText(a.file, b.file));
      const entry = this.claim(parts, claimed);
      const flags = [...nameFlags(parts, entry), ...this.doubles(parts)];
      return { who: whoIs(parts, entry), parts, entry, flags, hint: entry ? "" : this.hint(parts) };
    });
    return found.sort((a, b) => compareWho(a.who, b.who));
  }

  /** The person's entry, unless somebody before has it. @private @param {Part[]} parts @param {Set<string>} claimed */
  claim(parts, claimed) {
    const { roster } = this;
    if (!roster) return undefined;
    const free = newestFirst(parts).map(({ who }) => roster.find(who)).find((entry) => entry && !claimed.has(entry.key));
    if (free) claimed.add(free.key);
    return free;
  }

  /** Somebody may have left out the number once: the same person then stands here twice. @private @param {Part[]} parts @returns {Flag[]} */
  doubles(parts) {
    const isTwice = parts.some(({ who }) => who.number && this.parts.has(keyOf({ ...who, number: "" })));
    return isTwice ? [{ kind: "可能是同一人", detail: "另有一份没有编号的记录，姓名和学校与此人相同，没有合并" }] : [];
  }

  /** @private @param {Part[]} parts */
  hint(parts) {
    const { roster } = this;
    if (!roster) return "";
    const near = new Set(parts.flatMap(({ who }) => roster.namesake(who) || []));
    const numbers = Array.from(near, ({ who, line }) => who.number || `第 ${line} 行`).sort(compareText);
    return numbers.length > 0 ? `名单上有同名同校的人（${numbers.join("、")}），可能写错了编号` : "";
  }
}
