// The rows of the tables about people, schools, tracks and questions. Mirrors scripts/portal/reports/sql/.
// @ts-check
import { FEWEST, discrimination } from "./items.js";
import { NO_SCHOOL } from "./columns.js";
import { countTrack, isExpectedIn } from "./counts.js";
import { compareText } from "../text-order.js";

/** @typedef {import("./columns.js").Cell} Cell */
/** @typedef {import("./counts.js").Count} Count */
/** @typedef {import("./counts.js").Expected} Expected */
/** @typedef {import("./judge.js").Judged} Judged */
/** @typedef {import("./roster.js").Roster} Roster */
/** @typedef {import("./scope.js").Scope} Scope */
/** @typedef {import("./shared.js").PersonFlag} PersonFlag */

/** @param {number} part @param {number | null} whole */
export const share = (part, whole) => (whole ? part / whole : null);

/** @param {boolean} is */
const yes = (is) => (is ? "是" : "否");

/** @param {number} value @param {boolean} isKnown */
const known = (value, isKnown) => (isKnown ? value : null);

/** @param {Count[]} counts @param {boolean} hasRoster @returns {Cell[][]} */
export function schoolRows(counts, hasRoster) {
  return counts.map((one) => [
    one.county, one.school || NO_SCHOOL, one.track.title, known(one.expected, hasRoster), known(one.missing, hasRoster), one.submitted,
    one.took, one.allUnits, one.passed, share(one.passed, one.took), known(one.tookListed, hasRoster), known(one.passedListed, hasRoster),
    hasRoster ? share(one.passedListed, one.expected) : null,
  ]);
}

/** @param {Count} sum @param {boolean} hasRoster @returns {Cell[][]} */
function trackRows(sum, hasRoster) {
  const { title } = sum.track;
  const expected = known(sum.expected, hasRoster);
  const row = (/** @type {string} */ item, /** @type {number | null} */ part, /** @type {number | null} */ whole) =>
    /** @type {Cell[]} */ ([title, item, part, whole || null, part === null ? null : share(part, whole)]);
  return [
    [title, "应考（名单）", expected, null, null],
    row("缺交（÷ 应考）", known(sum.missing, hasRoster), expected),
    row("实考（名单内，÷ 应考）", known(sum.tookListed, hasRoster), expected),
    [title, "实考（含名单之外）", sum.took, null, null],
    row("单元都学完的（÷ 实考）", sum.allUnits, sum.took),
    row("通过率（÷ 实考）", sum.passed, sum.took),
    row("名单内通过率（÷ 应考）", known(sum.passedListed, hasRoster), expected),
  ];
}

/** @param {Count[]} counts @param {Scope} scope @param {boolean} hasRoster */
export const allTrackRows = (counts, { tracks }, hasRoster) => tracks.flatMap((track) => trackRows(countTrack(counts, track), hasRoster));

/** @param {Judged} judged @param {import("./judge.js").TrackResult} result @param {boolean} hasRoster */
function listedWords({ person }, { listed }, hasRoster) {
  if (!hasRoster) return "未提供名单";
  if (listed) return "在名单";
  return person.entry ? "在名单，不应考本轨道" : "名单之外";
}

/** @param {Judged[]} people @param {boolean} hasRoster @param {(person: number) => number} flagsOf @returns {Cell[][]} */
export function peopleRows(people, hasRoster, flagsOf) {
  return people.flatMap((judged, place) => judged.tracks.map((one) => {
    const { who, parts } = judged.person;
    return [
      who.number, who.name, who.school, one.track.title, listedWords(judged, one, hasRoster), parts.length, yes(one.took),
      one.answered, one.right, one.track.questions, share(one.right, one.track.questions), one.units, one.track.units.length,
      one.hours, one.track.hours, yes(one.allUnits), one.passed ? "通过" : one.took ? "未通过" : "没有参加", one.lacks,
      judged.latestAt, flagsOf(place),
    ];
  }));
}

/** @param {Expected[]} expected @param {Judged[]} people @param {Roster | null} roster @param {Scope} scope @returns {Cell[][]} */
export function absentRows(expected, people, roster, { tracks }) {
  if (!roster) return [];
  const missing = expected.filter(({ judged }) => !judged)
    .sort((a, b) => compareText(a.school, b.school) || a.entry.line - b.entry.line);
  const titles = (/** @type {Expected} */ { entry }) => tracks.filter((track) => isExpectedIn(entry, track)).map(({ title }) => title).join("、");
  return [
    ...missing.map((one) => ["缺交", one.entry.who.number, one.entry.who.name, one.school, titles(one), `名单第 ${one.entry.line} 行`]),
    ...people.filter(({ person }) => !person.entry)
      .map(({ person: { who, hint } }) => ["名单之外", who.number, who.name, who.school, "", hint]),
    ...roster.problems.map(({ line, reason }) => ["名单问题", "", "", "", "", `名单第 ${line} 行：${reason}`]),
  ];
}

/** No share and no correlation of fewer people than say anything. @param {import("./items.js").Items} items @param {Scope} scope @returns {Cell[][]} */
export function questionRows(items, scope) {
  return scope.questions.map((question) => {
    const sums = items.of(question);
    const unit = scope.units.get(question.unit);
    const enough = (/** @type {number} */ part, /** @type {number} */ people) => (people >= FEWEST ? share(part, people) : null);
    return [
      question.id, (unit && scope.titles[unit.track]) || "", unit ? unit.title : "", question.kind, question.isUsed ? "在用" : "已停用",
      question.title, sums.people, sums.firstPeople, sums.firstRight, enough(sums.firstRight, sums.firstPeople), sums.latestPeople,
      sums.latestRight, enough(sums.latestRight, sums.latestPeople), sums.n >= FEWEST ? discrimination(sums) : null, sums.void,
    ];
  });
}

/** Kind of flag → why it may be nobody's fault, and how to ask. @typedef {Record<string, {innocent: string, ask: string}>} FlagWords */

/**
 * Each thing once with all its files: one record is often handed in as file, table and code.
 * @param {PersonFlag[]} flags file "" where no one file is meant
 * @param {(PersonFlag & {file: string})[]} ofFiles
 */
export function joinFiles(flags, ofFiles) {
  /** @type {Map<string, PersonFlag & {files: Set<string>}>} */
  const joined = new Map();
  for (const { person, flag, file } of ofFiles) {
    const key = `${person}\n${flag.kind}\n${flag.detail}`;
    const before = joined.get(key) || { person, flag, files: new Set() };
    before.files.add(file);
    joined.set(key, before);
  }
  return [
    ...flags.map((one) => ({ ...one, file: "" })),
    ...Array.from(joined.values(), ({ person, flag, files }) => ({ person, flag, file: Array.from(files).sort(compareText).join("、") })),
  ];
}

/** @param {(PersonFlag & {file: string})[]} flags person -1: nobody can be given the record @param {Judged[]} people @param {FlagWords} words @returns {Cell[][]} */
export function flagRows(flags, people, words) {
  const sorted = flags.slice().sort((a, b) => compareText(a.flag.kind, b.flag.kind) || a.person - b.person
    || compareText(a.file, b.file) || compareText(a.flag.detail, b.flag.detail));
  return sorted.map(({ person, flag: { kind, detail }, file }) => {
    const { number, name, school } = person < 0 ? { number: "", name: "（无名）", school: "" } : people[person].person.who;
    const { innocent, ask } = words[kind] || { innocent: "", ask: "" };
    return [kind, number, name, school, file, detail, innocent, ask];
  });
}
