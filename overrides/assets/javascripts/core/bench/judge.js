// One person's merged record against the tracks: what was answered, what is done, passed or not and what is lacking.
// Mirrors scripts/portal/reports/verdicts.py and sql/progress.sql, standing.sql.
// @ts-check
import { bestPercent } from "../attempts.js";
import { mergeAll, mergeRecords } from "../merge.js";
import { emptyRecord } from "../record.js";
import { standing } from "../standing.js";
import { compareText } from "../text-order.js";
import { unpack } from "./intake.js";
import { keyOf } from "./identity.js";
import { lacksInWords } from "./lacks.js";

/** @typedef {import("../record.js").PortalRecord} PortalRecord */
/** @typedef {import("./intake.js").Person} Person */
/** @typedef {import("./scope.js").Scope} Scope */
/** @typedef {import("./scope.js").CountedTrack} CountedTrack */
/** @typedef {import("./scope.js").CountedQuestion} CountedQuestion */
/** @typedef {{question: CountedQuestion, first: string, latest: string, tries: number}} Answered */
/** @typedef {{judged: number, answered: number, right: number}} Progress of one unit */
/**
 * @typedef {{track: CountedTrack, took: boolean, listed: boolean, answered: number, right: number, units: number, hours: number,
 *   allUnits: boolean, passed: boolean, lacks: string}} TrackResult units, hours: passed ones
 */
/** @typedef {{person: Person, record: PortalRecord, answers: Answered[], count: number, latestAt: string, tracks: TrackResult[]}} Judged count: of all answers */
/** @typedef {import("./proofs.js").Proofs} Proofs */

/**
 * A record alone is itself, but may name a lesson or a sitting twice.
 * @param {Person} person
 * @returns {PortalRecord}
 */
function mergedOf({ parts }) {
  const records = parts.map(unpack);
  if (records.length > 1) return mergeAll(records);
  const { attempts, lessons } = records[0];
  const lists = mergeRecords({ ...emptyRecord(), attempts, lessons }, emptyRecord());
  return { ...records[0], attempts: lists.attempts, lessons: lists.lessons };
}

const isJudged = (/** @type {string} */ verdict) => verdict === "right" || verdict === "wrong";

/** @param {Answered[]} answers @returns {Map<string, Progress>} unit → its progress, where anything can be judged */
function progressOf(answers) {
  /** @type {Map<string, Progress>} */
  const units = new Map();
  for (const { question, first, latest } of answers) {
    if (!isJudged(first) && !isJudged(latest)) continue;
    const sum = units.get(question.unit) || { judged: 0, answered: 0, right: 0 };
    units.set(question.unit, sum);
    sum.judged += 1;
    sum.answered += Number(question.isUsed && isJudged(latest));
    sum.right += Number(question.isUsed && latest === "right");
  }
  return units;
}

/** @param {CountedTrack} track @param {Map<string, Progress>} progress */
function countTrack(track, progress) {
  const of = track.units.map((unit) => ({ unit, done: progress.get(unit.id) || { judged: 0, answered: 0, right: 0 } }));
  const passed = of.filter(({ unit, done }) => done.right * 100 >= track.percent * unit.questions);
  const sum = (/** @type {"judged" | "answered" | "right"} */ name) => of.reduce((total, { done }) => total + done[name], 0);
  return {
    took: sum("judged") > 0, answered: sum("answered"), right: sum("right"), units: passed.length,
    hours: passed.reduce((total, { unit }) => total + Math.round(unit.hours * 100), 0) / 100,
    allUnits: passed.length === track.units.length,
  };
}

/** @param {CountedTrack[]} tracks those that others require come first */
function inOrder(tracks) {
  /** @type {CountedTrack[]} */
  const done = [];
  let waiting = tracks;
  while (waiting.length > 0) {
    const open = waiting.map(({ id }) => id);
    const ready = waiting.filter(({ rules }) => !rules || !rules.requires.some((id) => open.includes(id)));
    const next = ready.length > 0 ? ready : waiting;
    done.push(...next);
    waiting = waiting.filter((track) => !next.includes(track));
  }
  return done;
}

export class Judge {
  /**
   * @param {import("../progress.js").Catalogue} catalogue
   * @param {Scope} scope
   * @param {import("./flags.js").Grade} grade
   * @param {Proofs} proofs
   * @param {boolean} hasRoster
   */
  constructor(catalogue, scope, grade, proofs, hasRoster) {
    this.catalogue = catalogue;
    this.scope = scope;
    this.grade = grade;
    this.proofs = proofs;
    this.hasRoster = hasRoster;
    this.ordered = inOrder(scope.tracks);
  }

  /** @param {Person} person @returns {Judged} */
  judge(person) {
    const record = mergedOf(person);
    const ids = Object.keys(record.answers);
    const answers = ids.flatMap((id) => {
      const question = this.scope.known.get(id);
      const { first, latest, tries } = record.answers[id];
      return question ? [{ question, first: this.grade(id, first.value), latest: this.grade(id, latest.value), tries }] : [];
    });
    const latestAt = ids.reduce((latest, id) => (record.answers[id].latest.at > latest ? record.answers[id].latest.at : latest), "");
    return { person, record, answers, count: ids.length, latestAt, tracks: this.tracksOf(person, record, progressOf(answers)) };
  }

  /** @private @param {Person} person @param {PortalRecord} record @param {Map<string, Progress>} progress @returns {TrackResult[]} */
  tracksOf(person, record, progress) {
    const found = this.standings(person, record, progress);
    const listed = (/** @type {CountedTrack} */ { id }) =>
      Boolean(person.entry && (person.entry.tracks === null || person.entry.tracks.includes(id)));
    const all = this.scope.tracks.map((track) => ({
      track, ...countTrack(track, progress), listed: listed(track),
      .../** @type {{passed: boolean, lacks: string}} */ (found.get(track.id)),
    }));
    const wanted = all.filter(({ took, listed: isListed }) => took || isListed);
    return wanted.length > 0 ? wanted : all;
  }

  /** @private @param {Person} person @param {PortalRecord} record @param {Map<string, Progress>} progress */
  standings({ who }, record, progress) {
    const held = this.proofs.heldBy(who.number);
    /** @type {Map<string, {passed: boolean, lacks: string}>} */
    const found = new Map();
    for (const track of this.ordered) {
      const units = track.units.map(({ id, questions, hours }) =>
        [id, { right: (progress.get(id) || { right: 0 }).right, total: questions, hours }]);
      const facts = {
        units: Object.fromEntries(units), mock_best: bestPercent(this.catalogue, record.attempts, track.id),
        assessment: this.proofs.assessment([keyOf(who), keyOf({ ...who, number: "" })], track.id),
        confirmed: this.proofs.confirmedBy(who.number, track.id), held,
      };
      const { passed, lacks } = track.rules ? standing(track.rules, facts) : { passed: false, lacks: [] };
      found.set(track.id, { passed, lacks: lacksInWords(lacks, track, this.scope.titles) });
      if (passed) held.push(track.id);
    }
    return found;
  }
}

/** One text for a person's whole history of answers and times, without verdicts: they change with the key. @param {PortalRecord} record */
export function historyOf({ answers }) {
  return Object.keys(answers).sort(compareText).map((id) => traceOf(id, answers[id])).join("\n");
}

/** @param {string} id @param {import("../items.js").Answer} answer */
export const traceOf = (id, { first, latest }) =>
  `${id}\t${JSON.stringify(first.value)}\t${first.at}\t${JSON.stringify(latest.value)}\t${latest.at}`;
