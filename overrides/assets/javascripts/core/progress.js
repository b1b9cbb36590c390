// How far a learner is, computed from the catalogue and the record whenever it is shown.
// Counts hours only for units whose right answers reach the pass mark. Stores nothing.
// @ts-check
import { grade } from "./grading.js";
import { linesSince } from "./changes.js";
import { compareText, lookUp } from "./text-order.js";

/** @typedef {import("./record.js").PortalRecord} PortalRecord */
/** @typedef {import("./grading.js").Verdict} Verdict */
/**
 * @typedef {{title: string, url: string, track: string, module: string, hours: number, revision: number, questions: string[],
 *   objectives: Record<string, string>, changes?: import("./changes.js").Change[]}} Unit
 */
/** @typedef {import("./grading.js").Key & {unit: string, status: string, title: string, objective: string, difficulty: number, corrected?: import("./grading.js").Correction}} Question */
/** @typedef {{id: string, title: string, hours: number, status: string, units: string[]}} Module */
/**
 * @typedef {{id: string, title: string, url: string, hours: number, pass_percent: number, modules: Module[],
 *   rules?: import("./standing.js").PassRules}} Track rules: a catalogue that the browser kept from before has none
 */
/**
 * @typedef {{release: string, tracks: Track[], units: Record<string, Unit>, questions: Record<string, Question>,
 *   lessons: Record<string, import("./ledger-words.js").LessonInfo>, grades: import("./ledger-words.js").Grades,
 *   exams?: Record<string, import("./draw.js").Exam>}} Catalogue
 */

/** @typedef {{total: number, answered: number, right: number}} Count */
/** @typedef {"new" | "studying" | "again" | "done"} State */
/**
 * @typedef {Count & {id: string, title: string, url: string, hours: number, state: State,
 *   wrong: string[], open: string[], fresh: string[], news: string[] | null, touched: string}} UnitProgress
 *   fresh: not answered and added since the unit was complete; news: what changed since it was finished, null for nothing
 */
/** @typedef {(unit: string) => string[]} Known the questions that a unit had when all of them were answered */

/**
 * A void answer no longer fits its question, so it counts as not answered.
 * @param {(Verdict | null)[]} verdicts one for each question
 * @returns {Count}
 */
export function countVerdicts(verdicts) {
  const answered = verdicts.filter((verdict) => verdict === "right" || verdict === "wrong").length;
  return { total: verdicts.length, answered, right: verdicts.filter((verdict) => verdict === "right").length };
}

/**
 * @param {Count} count
 * @param {number} passPercent
 */
export function isPassed({ total, right }, passPercent) {
  return total > 0 && right * 100 >= passPercent * total;
}

/** @param {Catalogue} catalogue @param {PortalRecord} record @param {string} id @returns {Verdict | null} */
export function verdictOf(catalogue, record, id) {
  const answer = lookUp(record.answers, id);
  const question = lookUp(catalogue.questions, id);
  return answer && question ? grade(question, answer.latest.value) : null;
}

/** @param {Unit} unit @param {import("./items.js").Study | undefined} study */
function newsSince(unit, study) {
  const isOlder = study && study.finished && (study.revision || 0) < unit.revision;
  return isOlder ? linesSince(unit.changes, study.revision || 1) : null;
}

/** @param {Count} count @param {number} passPercent @param {boolean} isTouched @returns {State} */
function stateOf(count, passPercent, isTouched) {
  if (isPassed(count, passPercent)) return "done";
  if (count.total > 0 && count.answered === count.total) return "again";
  return isTouched ? "studying" : "new";
}

/**
 * When the unit was last worked on; "" if never.
 * @param {PortalRecord} record
 * @param {string} id
 * @param {string[]} questions
 */
function lastTouched(record, id, questions) {
  const study = lookUp(record.units, id);
  const answers = questions.map((question) => lookUp(record.answers, question));
  const times = [study ? study.opened : "", ...answers.map((answer) => (answer ? answer.latest.at : ""))];
  return times.sort(compareText)[times.length - 1];
}

/**
 * @param {Catalogue} catalogue
 * @param {PortalRecord} record
 * @param {string} id a unit of the catalogue
 * @param {number} passPercent
 * @param {Known} [known]
 * @returns {UnitProgress}
 */
export function unitProgress(catalogue, record, id, passPercent, known = () => []) {
  const unit = catalogue.units[id];
  const study = lookUp(record.units, id);
  const verdicts = unit.questions.map((question) => verdictOf(catalogue, record, question));
  const before = known(id);
  const isFresh = unit.questions.map((question, i) => verdicts[i] === null && before.length > 0 && !before.includes(question));
  const touched = lastTouched(record, id, unit.questions);
  return {
    id, title: unit.title, url: unit.url, hours: unit.hours, ...countVerdicts(verdicts), touched,
    // By all of today's questions, as the school's report judges it: nobody is told "done" and then counted out.
    state: stateOf(countVerdicts(verdicts), passPercent, touched !== ""),
    wrong: unit.questions.filter((_, i) => verdicts[i] === "wrong"),
    open: unit.questions.filter((_, i) => verdicts[i] === null || verdicts[i] === "void"),
    fresh: unit.questions.filter((_, i) => isFresh[i]),
    news: newsSince(unit, study),
  };
}

/** @param {UnitProgress[]} units */
const sumHours = (units) => units.reduce((sum, unit) => sum + unit.hours, 0);

/** @param {UnitProgress[]} units */
function countUnits(units) {
  const done = units.filter((unit) => unit.state === "done");
  const left = units.filter((unit) => unit.state !== "done");
  return {
    hours: { earned: sumHours(done), left: sumHours(left), open: sumHours(units) },
    done: done.length, left: left.length,
  };
}

/**
 * @param {Catalogue} catalogue
 * @param {PortalRecord} record
 * @param {Module} module
 * @param {number} passPercent
 * @param {Known} [known]
 */
function moduleProgress(catalogue, record, module, passPercent, known) {
  const units = module.units
    .filter((id) => lookUp(catalogue.units, id))
    .map((id) => unitProgress(catalogue, record, id, passPercent, known));
  const { hours, ...counts } = countUnits(units);
  return {
    id: module.id, title: module.title, isDraft: module.status === "draft", units,
    hours: { ...hours, total: module.hours }, ...counts,
  };
}

/**
 * @param {Catalogue} catalogue
 * @param {PortalRecord} record
 * @param {Track} track
 * @param {Known} [known]
 */
export function trackProgress(catalogue, record, track, known) {
  const modules = track.modules.map((module) => moduleProgress(catalogue, record, module, track.pass_percent, known));
  const units = modules.flatMap((module) => module.units);
  const { hours, ...counts } = countUnits(units);
  return {
    id: track.id, title: track.title, url: track.url, passPercent: track.pass_percent, modules, units,
    hours: { ...hours, total: track.hours }, ...counts,
  };
}

/** @typedef {ReturnType<typeof trackProgress>} TrackProgress */

/** @param {Catalogue} catalogue @param {PortalRecord} record @param {Known} [known] */
export function allProgress(catalogue, record, known) {
  return catalogue.tracks.map((track) => trackProgress(catalogue, record, track, known));
}

/**
 * Where to go on: the unit last worked on that is not done, else the first new one of the track last worked on.
 * @param {TrackProgress[]} tracks
 * @returns {{unit: UnitProgress, isNew: boolean} | null}
 */
export function whereToContinue(tracks) {
  const newestFirst = tracks
    .flatMap((track) => track.units.map((unit) => ({ unit, track })))
    .filter(({ unit }) => unit.touched)
    .sort((a, b) => compareText(b.unit.touched, a.unit.touched));
  const unfinished = newestFirst.find(({ unit }) => unit.state !== "done");
  if (unfinished) return { unit: unfinished.unit, isNew: false };
  const ordered = newestFirst.length > 0 ? [newestFirst[0].track, ...tracks] : tracks;
  const fresh = ordered.flatMap((track) => track.units).find((unit) => unit.state === "new");
  return fresh ? { unit: fresh, isNew: true } : null;
}
