// The desk of the bench: takes files in one by one, then makes all tables. Works in steps, so that a page that has no
// worker can breathe between them. Knows neither page nor clock; keeps nothing.
// @ts-check
import { recordToday } from "../moves.js";
import { compareText } from "../text-order.js";
import { unreadable } from "../record.js";
import { COLUMNS } from "./columns.js";
import { mostBytes, readFile } from "./collect.js";
import { countSchools, countyFinder } from "./counts.js";
import { graderOf } from "./grader.js";
import { labelOf } from "./identity.js";
import { Intake } from "./intake.js";
import { Items } from "./items.js";
import { Judge } from "./judge.js";
import { readPasted } from "./pasted.js";
import { countPeriods } from "./periods.js";
import { Proofs, takeConfirmations, takeResults } from "./proofs.js";
import { readRoster } from "./roster.js";
import { scopeOf } from "./scope.js";
import { Shared } from "./shared.js";
import { Examiner, oddSittings } from "./sittings.js";
import { absentRows, allTrackRows, flagRows, joinFiles, peopleRows, questionRows, schoolRows } from "./tables.js";
import { classRows, periodTotals, schoolPeriodRows } from "./tables-periods.js";
import { heldLessons, oddLessons, planOf } from "./taught.js";

/** @typedef {import("./columns.js").Cell} Cell */
/** @typedef {import("./columns.js").Sheet} Sheet */
/** @typedef {import("./judge.js").Judged} Judged */
/** @typedef {import("./pasted.js").Item} Item */
/** @typedef {import("./shared.js").PersonFlag} PersonFlag */
/** @typedef {{name: string, size: number, arrayBuffer: () => Promise<ArrayBuffer>}} Brought a file, as browsers give it */
/**
 * @typedef {object} Order what is to be counted
 * @property {import("../progress.js").Catalogue} catalogue
 * @property {Record<string, string>} moved ids of units and lessons that moved
 * @property {string} day of the count, as "2026-11-20"
 * @property {{name: string, file: Brought}[]} files with their folders in the name
 * @property {string} pasted codes
 * @property {string} roster CSV, or cells out of a spreadsheet; "" for none
 * @property {{name: string, text: string}[]} results of assessments
 * @property {string} confirmed table of confirmations; "" for none
 * @property {import("./tables.js").FlagWords} words of the flags
 */
/** @typedef {{done: number, total: number, stage: "reading" | "judging"}} Progress */
/** @typedef {{sheets: Sheet[], records: number, people: number, complaints: string[]}} Result */

const PASTED = "（粘贴）";

/** @param {Order} order */
function proofsOf({ results, confirmed, day }, /** @type {import("./scope.js").Scope} */ { tracks }) {
  const proofs = new Proofs();
  const complaints = results.flatMap(({ name, text }) => {
    const reason = takeResults(text, proofs, tracks);
    return reason ? [`${name}：${reason}`] : [];
  });
  const wrong = confirmed ? takeConfirmations(confirmed, proofs, tracks, day) : [];
  return { proofs, complaints: [...complaints, ...(wrong.length > 0 ? ["确认表没有采用，要改的地方：", ...wrong] : [])] };
}

export class Desk {
  /** @param {Order} order */
  constructor(order) {
    this.order = order;
    this.today = { day: order.day, release: order.catalogue.release };
    this.scope = scopeOf(order.catalogue);
    this.grade = graderOf(order.catalogue);
    const titles = Object.fromEntries(this.scope.tracks.map(({ id, title }) => [id, title]));
    const { roster, reason } = order.roster.trim() ? readRoster(order.roster, titles) : { roster: null, reason: "" };
    const { proofs, complaints } = proofsOf(order, this.scope);
    this.roster = roster;
    this.complaints = reason ? [reason, ...complaints] : complaints;
    this.intake = new Intake(this.grade, this.today, roster);
    this.judge = new Judge(order.catalogue, this.scope, this.grade, proofs, roster !== null);
    this.examiner = new Examiner(order.catalogue);
    this.plan = planOf(order.catalogue, order.day);
    /** @type {Cell[][]} */
    this.unread = [];
  }

  /** @private @param {Item} item */
  take({ name, reading, ignored }) {
    if (!reading.record) {
      this.unread.push([name, ignored ? "没有读" : "读不出", reading.problems.map(({ reason }) => reason).join("；")]);
      return;
    }
    const record = Object.keys(this.order.moved).length > 0 ? recordToday(this.order.moved, reading.record) : reading.record;
    this.intake.add(name, record, reading.problems.map(({ where, reason }) => `${where}：${reason}`));
  }

  /** @private @param {{name: string, file: Brought}} one @returns {AsyncGenerator<void>} */
  async* readOne({ name, file }) {
    try {
      const most = mostBytes(name);
      const isTooLarge = most > 0 && file.size > most;
      const bytes = isTooLarge || most === 0 ? new Uint8Array(0) : new Uint8Array(await file.arrayBuffer());
      const items = isTooLarge ? [{ name, reading: unreadable("", "文件太大，不会是学习记录。") }] : readFile(name, bytes);
      for (const item of items) {
        this.take(item);
        yield;
      }
    } catch (error) {
      this.take({ name, reading: unreadable("", "读不了这个文件：可能刚被改名、移走，或者内容坏了。请再选一次。") });
    }
  }

  /** Does everything in small steps. @returns {AsyncGenerator<Progress, Result>} */
  async* run() {
    const files = this.order.files.slice().sort((a, b) => compareText(a.name, b.name));
    for (const [done, one] of files.entries()) {
      yield { done, total: files.length, stage: "reading" };
      for await (const _ of this.readOne(one)) yield { done, total: files.length, stage: "reading" };
    }
    if (this.order.pasted.trim()) readPasted(this.order.pasted, PASTED).forEach((item) => this.take(item));
    const people = this.intake.people();
    /** @type {Sums} */
    const sums = { judged: [], lessons: [], flags: [], ofFiles: [], items: new Items(this.scope.questions), shared: new Shared() };
    for (const [done, person] of people.entries()) {
      this.addPerson(person, sums);
      yield { done: done + 1, total: people.length, stage: "judging" };
    }
    /** @type {Sheet[]} */
    const sheets = [];
    for (const sheet of this.sheets(sums)) {
      if (sheet) sheets.push(sheet);
      yield { done: people.length, total: people.length, stage: "judging" };
    }
    return { sheets, records: this.intake.records, people: people.length, complaints: this.complaints };
  }

  /** @private @param {import("./intake.js").Person} person @param {Sums} sums */
  addPerson(person, sums) {
    const judged = this.judge.judge(person);
    const place = sums.judged.length;
    const lessons = heldLessons(judged.record.lessons, this.plan);
    const { school } = person.who;
    sums.items.add(judged.answers);
    const sat = this.examiner.examine(judged.record.attempts);
    sums.shared.add(place, judged, sat);
    lessons.forEach((one) => sums.lessons.push({ ...one, entry: sums.lessons.length, person: place, school, owner: school ? -1 : place }));
    person.flags.forEach((flag) => sums.flags.push({ person: place, flag }));
    person.parts.forEach(({ flags, file }) => flags.forEach((flag) => sums.ofFiles.push({ person: place, flag, file })));
    const odd = [...oddLessons(lessons), ...oddSittings(sat, this.examiner.exams)];
    odd.forEach((flag) => person.parts.forEach(({ file }) => sums.ofFiles.push({ person: place, flag, file })));
    // The tables need no raw answers any more, and two thousand people's are many.
    sums.judged.push({ ...judged, answers: [], record: { ...judged.record, answers: {}, attempts: [], lessons: [] } });
  }

  /** @private @param {Sums} sums @param {import("./periods.js").Periods} periods @param {PersonFlag[]} between people */
  flagsOf({ judged, flags, ofFiles }, { twice }, between) {
    const label = (/** @type {number} */ place) => labelOf(judged[place].person.who);
    const again = twice.flatMap(({ person, other, count, example }) => {
      const words = (/** @type {number} */ one) => `与 ${label(one)} 有 ${count} 条上课记录是同一班同一天的同一课，只计一次：如 ${example}`;
      const kind = "同一节课记了两次";
      if (person === other) return [{ person, flag: { kind, detail: `${count} 条是同一班同一天的同一课，班级写法不同，只计一次：如 ${example}` } }];
      return [{ person, flag: { kind, detail: words(other) } }, { person: other, flag: { kind, detail: words(person) } }];
    });
    const unnamed = this.intake.unnamed.flatMap((one) => one.flags.map((flag) => ({ person: -1, flag, file: one.file })));
    return joinFiles([...flags, ...again, ...between], [...ofFiles, ...unnamed]);
  }

  /** @private @param {Judged[]} judged */
  expectedOf(judged) {
    const { entries } = this.roster || { entries: [] };
    const countyOf = countyFinder(entries);
    const byEntry = new Map(judged.map((one) => [one.person.entry, one]));
    const expected = entries.map((entry) => {
      const of = byEntry.get(entry);
      const school = entry.who.school || (of ? of.person.who.school : "");
      return { entry, school, county: countyOf(entry, school), judged: of };
    });
    return { expected, people: judged.map((one) => ({ ...one, county: countyOf(one.person.entry, one.person.who.school) })) };
  }

  /** Table by table; null where only a step towards them was made. @private @param {Sums} sums @returns {Generator<Sheet | null>} */
  *sheets(sums) {
    const { judged } = sums;
    const hasRoster = this.roster !== null;
    const { expected, people } = this.expectedOf(judged);
    const schools = [...expected.map(({ school }) => school), ...judged.map(({ person }) => person.who.school)];
    const periods = countPeriods(sums.lessons, schools, this.plan);
    yield null;
    /** @type {PersonFlag[]} */
    const between = [];
    for (const found of sums.shared.flags((place) => labelOf(judged[place].person.who))) {
      between.push(...found);
      yield null;
    }
    const flags = this.flagsOf(sums, periods, between);
    yield null;
    const counts = countSchools(people, expected, this.scope.tracks);
    const flagCounts = new Map();
    flags.forEach(({ person }) => flagCounts.set(person, (flagCounts.get(person) || 0) + 1));
    /** @type {Record<string, () => Cell[][]>} */
    const rows = {
      总览: () => [...allTrackRows(counts, this.scope, hasRoster), ...this.runRows(judged.length, flags.length), ...periodTotals(periods, this.plan)],
      学校: () => schoolRows(counts, hasRoster),
      个人: () => peopleRows(judged, hasRoster, (place) => flagCounts.get(place) || 0),
      缺交与名单之外: () => absentRows(expected, judged, this.roster, this.scope),
      题目: () => questionRows(sums.items, this.scope),
      "课时（学校）": () => schoolPeriodRows(periods, this.plan),
      "课时（班级）": () => classRows(periods, this.plan),
      疑点: () => flagRows(flags, judged, this.order.words),
      未读文件: () => this.unreadRows(),
    };
    for (const [name, columns] of Object.entries(COLUMNS)) yield { name, columns, rows: rows[name]() };
  }

  /** @private @param {number} people @param {number} flags @returns {Cell[][]} */
  runRows(people, flags) {
    const ignored = this.unread.filter(([, what]) => what === "没有读").length;
    return [
      ["", "汇总日期", this.order.day, null, null], ["", "内容版本", this.today.release, null, null],
      ["", "读到的记录（份）", this.intake.records, null, null], ["", "其中无名记录（份）", this.intake.unnamed.length, null, null],
      ["", "交来记录的人", people, null, null], ["", "读不出的文件或记录码", this.unread.length - ignored, null, null],
      ["", "没有读的其他文件", ignored, null, null], ["", "疑点（条）", flags, null, null],
    ];
  }

  /** @private @returns {Cell[][]} */
  unreadRows() {
    const unnamed = this.intake.unnamed.map(({ file, reason }) => [file, "无名记录", reason]);
    const text = (/** @type {Cell[]} */ row) => [row[1], row[0], row[2]].join("\n");
    return [...this.unread, ...unnamed].sort((a, b) => compareText(text(a), text(b)));
  }
}

/**
 * @typedef {{judged: Judged[], lessons: import("./periods.js").Lesson[], flags: PersonFlag[],
 *   ofFiles: (PersonFlag & {file: string})[], items: Items, shared: Shared}} Sums
 */
