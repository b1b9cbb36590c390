// Joins storage, store and elements on each page; the only file that knows them all. Holds no logic of its own.
// Loads an element's file only where a page has that element, so that other pages stay light.
// @ts-check
import { PortalNotices } from "./elements/notices.js";
import { define } from "./elements/portal-element.js";
import { toInstant } from "./core/instant.js";
import { ACTIVE } from "./core/keys.js";
import { openShelves, watchOtherTabs } from "./storage.js";
import { LearnerStore } from "./store/learner-store.js";
import { LessonBook } from "./store/lesson-book.js";
import { Profiles } from "./store/profiles.js";

/** @typedef {import("./elements/portal-element.js").Context} Context */

const TROUBLE_TOLD = "portal-trouble-told";
const clock = () => Date.now();
const moduleUrl = import.meta.url;

/** Where each element's file is. Written out, so that a bundler can follow. @type {Record<string, () => Promise<any>>} */
const ELEMENTS = {
  "portal-question": () => import("./elements/question.js").then((file) => file.PortalQuestion),
  "portal-quiz-head": () => import("./elements/quiz-head.js").then((file) => file.PortalQuizHead),
  "portal-quiz-result": () => import("./elements/quiz-result.js").then((file) => file.PortalQuizResult),
  "portal-unit-news": () => import("./elements/unit-news.js").then((file) => file.PortalUnitNews),
  "portal-learning": () => import("./elements/learning.js").then((file) => file.PortalLearning),
  "portal-mistakes": () => import("./elements/mistakes.js").then((file) => file.PortalMistakes),
  "portal-data": () => import("./elements/data.js").then((file) => file.PortalData),
  "portal-continue": () => import("./elements/continue.js").then((file) => file.PortalContinue),
  "portal-this-month": () => import("./elements/this-month.js").then((file) => file.PortalThisMonth),
  "portal-finder": () => import("./elements/finder.js").then((file) => file.PortalFinder),
  "portal-plan": () => import("./elements/plan.js").then((file) => file.PortalPlan),
  "portal-print-sheet": () => import("./elements/print-sheet.js").then((file) => file.PortalPrintSheet),
  "portal-taken": () => import("./elements/take-away.js").then((file) => file.PortalTaken),
  "portal-checklist": () => import("./elements/checklist.js").then((file) => file.PortalChecklist),
  "portal-class-mode": () => import("./elements/class-mode.js").then((file) => file.PortalClassMode),
  "portal-taught": () => import("./elements/taught.js").then((file) => file.PortalTaught),
  "portal-school-year": () => import("./elements/school-year.js").then((file) => file.PortalSchoolYear),
  "portal-calendar": () => import("./elements/calendar.js").then((file) => file.PortalCalendar),
  "portal-ledger": () => import("./elements/ledger.js").then((file) => file.PortalLedger),
  "portal-exam": () => import("./elements/exam.js").then((file) => file.PortalExam),
  "portal-assessment": () => import("./elements/assessment.js").then((file) => file.PortalAssessment),
  "portal-verify": () => import("./elements/verify.js").then((file) => file.PortalVerify),
  "portal-profile": () => import("./elements/profile.js").then((file) => file.PortalProfile),
};

/** The root of the site: as the page says, else as this file's own place says. */
function findRoot() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="portal-base"]'));
  // "../..", ".", or on the page for lost visitors "/" or "/sub-path/": one slash at the end, never two ("//" is a host).
  const base = meta && (meta.content || ".").replace(/\/*$/, "/");
  return base ? new URL(base, document.baseURI) : new URL("../../", moduleUrl);
}

/** Units and lessons that have moved, as the page says. @returns {Record<string, string>} */
function findMoved() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="portal-moved"]'));
  return meta ? JSON.parse(meta.content) : {};
}

function placeNotices() {
  customElements.define("portal-notices", PortalNotices);
  const notices = /** @type {PortalNotices} */ (document.createElement("portal-notices"));
  const main = document.querySelector(".md-content__inner") || document.querySelector("main") || document.body;
  main.prepend(notices);
  return notices;
}

/** @type {Promise<any> | undefined} */
let fetched;

function fetchCatalogue() {
  fetched = fetched || fetch(new URL("../catalogue.json", moduleUrl).href).then((response) => {
    if (!response.ok) throw new Error(`catalogue.json: ${response.status}`);
    return response.json();
  });
  return fetched;
}

/**
 * What could not be saved lives on this page only, so the export has to be offered here and not elsewhere.
 * @param {Context} context
 */
function tellTrouble(context) {
  const { notices, settings } = context;
  document.dispatchEvent(new CustomEvent("portal-storage-trouble"));
  if (settings.getForVisit(TROUBLE_TOLD) || notices.find("trouble")) return;
  notices.show({
    id: "trouble",
    text: "浏览器没有保存下来：它的存储已满，或被设置禁止。可以接着学；离开这一页以前，请导出学习记录。",
    action: {
      text: "在这里导出",
      run: async (box) => {
        const { exportSection } = await import("./elements/data-export.js");
        if (!box.querySelector("section")) box.append(exportSection(context).element);
      },
    },
    onDismiss: () => settings.setForVisit(TROUBLE_TOLD, "1"),
  });
}

/** @returns {Context} */
function buildContext() {
  /** @type {Context | undefined} */
  let context;
  // Before the context stands there is nothing of the learner's to lose yet, so nothing to be told.
  const shelves = openShelves(() => context && tellTrouble(context));
  const profiles = new Profiles(shelves, () => toInstant(clock()));
  const root = findRoot();
  const store = new LearnerStore(shelves, profiles.current, clock, findMoved());
  context = {
    store,
    lessons: new LessonBook(store),
    sittings: () => import("./store/sittings.js").then((file) => new file.Sittings(store)),
    papers: () => import("./store/paper-desk.js").then((file) => new file.PaperDesk(store)),
    profiles,
    settings: {
      get: (key) => shelves.local.get(key),
      set: (key, text) => { shelves.local.set(key, text); },
      getForVisit: (key) => shelves.session.get(key),
      setForVisit: (key, text) => { shelves.session.set(key, text); },
    },
    clock,
    catalogue: fetchCatalogue,
    url: (path) => new URL(path, root).href,
    notices: placeNotices(),
  };
  return context;
}

/** @param {Context} context @returns {(key: string | null) => void} what to do when another tab has written */
function followOtherTabs({ store, profiles, notices }) {
  const look = (/** @type {string | null} */ key) => {
    store.noticeOtherTab(key);
    const other = key === ACTIVE || key === null ? profiles.switchedElsewhere() : null;
    if (!other) return;
    notices.show({
      id: "switched",
      text: `另一个标签页换成了“${other.name}”的档案，这一页仍是“${profiles.mine().name}”的。`,
      action: { text: `这一页也换成“${other.name}”`, run: () => { profiles.switchTo(other.id); location.reload(); } },
    });
  };
  watchOtherTabs(look);
  return look;
}

/**
 * 后退 brings a page back as it was left, and it was told nothing meanwhile. If this tab has changed hands since,
 * the page would write a colleague's answers into the record of whoever left it: so it starts anew.
 * @param {Context} context
 * @param {(key: string | null) => void} look
 */
function followSleep({ profiles }, look) {
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && profiles.isReplaced()) location.reload();
    else if (persisted) look(null);
  });
}

/** @param {HTMLElement} section @param {Context} context */
function startQuiz(section, context) {
  const heading = section.querySelector("h2");
  const head = document.createElement("portal-quiz-head");
  if (heading) heading.after(head);
  else section.prepend(head);
  section.append(document.createElement("portal-quiz-result"));
  const unit = section.dataset.portalUnit || "";
  context.store.openUnit(unit);
  import("./elements/reading.js").then(({ startReading }) => startReading(unit, context));
}

/** A bad line has lost one of our files; the rest of the page works on. @param {Context} context */
function tellMissing({ notices }) {
  notices.show({
    id: "missing",
    text: "网络不太稳，这一页有一部分没有打开。刷新一次就好；已经提交的作答都在。",
    action: { text: "刷新", run: () => location.reload() },
  });
}

/** @param {Context} context */
async function startElements(context) {
  const names = Object.keys(ELEMENTS).filter((name) => document.querySelector(name));
  const files = await Promise.all(names.map((name) => ELEMENTS[name]().catch(() => null)));
  // In the order of the table: the head of a quiz asks its questions for their verdicts.
  names.forEach((name, i) => files[i] && define(name, files[i], context));
  if (files.includes(null)) tellMissing(context);
}

/** @param {() => void} run */
function whenLoaded(run) {
  if (document.readyState === "complete") run();
  else window.addEventListener("load", run, { once: true });
}

async function start() {
  const context = buildContext();
  followSleep(context, followOtherTabs(context));
  const sections = Array.from(/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".portal-quiz[data-portal-unit]")));
  sections.forEach((section) => startQuiz(section, context));
  await startElements(context);
  if (sections.length > 0 || document.querySelector("portal-learning")) {
    const { startBackupReminder } = await import("./elements/backup-reminder.js");
    startBackupReminder(context);
  }
  if (document.querySelector("[data-portal-take], portal-this-month")) {
    const { watchTakeAways } = await import("./elements/take-away.js");
    watchTakeAways(context);
  }
  if (document.querySelector(".md-typeset table:not([class])")) {
    const { watchWideTables } = await import("./elements/wide-tables.js");
    whenLoaded(watchWideTables); // the theme has boxed the tables by then
  }
  // For stylesheets and tests: from here on the page answers to clicks.
  document.documentElement.setAttribute("data-portal-ready", "");
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
