// Joins storage, store and elements on a page that has something of the learner's; the only file that knows them all.
// Holds no logic of its own. Loads an element's file only where a page has that element, so that other pages stay light.
// @ts-check
import { define } from "./elements/portal-element.js";
import { toInstant } from "./core/instant.js";
import { ACTIVE, TAKEN } from "./core/keys.js";
import { watchOtherTabs } from "./storage.js";
import { LearnerStore } from "./store/learner-store.js";
import { LessonBook } from "./store/lesson-book.js";
import { Profiles } from "./store/profiles.js";
import { handOverEarlyTakes, handOverEarlyTicks } from "./store/taken-early.js";

/** @typedef {import("./elements/portal-element.js").Context} Context */
/** @typedef {import("./portal.js").PageContext} PageContext */

const TROUBLE_TOLD = "portal-trouble-told";

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
  "portal-bench": () => import("./elements/bench.js").then((file) => file.PortalBench),
  "portal-offline": () => import("./elements/offline.js").then((file) => file.PortalOffline),
  "portal-profile": () => import("./elements/profile.js").then((file) => file.PortalProfile),
};

/** Units and lessons that have moved, as the page says. @returns {Record<string, string>} */
function findMoved() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="portal-moved"]'));
  return meta ? JSON.parse(meta.content) : {};
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

/** @param {PageContext} page @returns {Context & PageContext} */
function withStore(page) {
  const { shelves, clock } = page;
  const profiles = new Profiles(shelves, () => toInstant(clock()));
  const store = new LearnerStore(shelves, profiles.current, clock, findMoved());
  const context = {
    ...page,
    store,
    lessons: new LessonBook(store),
    sittings: () => import("./store/sittings.js").then((file) => new file.Sittings(store)),
    papers: () => import("./store/paper-desk.js").then((file) => new file.PaperDesk(store)),
    profiles,
  };
  page.trouble.tell = () => tellTrouble(context);
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

/** @param {Context & PageContext} context @returns {Promise<boolean>} whether all files came */
async function startElements(context) {
  const names = Object.keys(ELEMENTS).filter((name) => document.querySelector(name));
  const files = await Promise.all(names.map((name) => ELEMENTS[name]().catch(() => null)));
  await context.atRest();
  // In the order of the table: the head of a quiz asks its questions for their verdicts.
  names.forEach((name, i) => files[i] && define(name, files[i], context));
  return !files.includes(null);
}

/** @param {PageContext} page @returns {Promise<boolean>} whether all of the page's files came */
export async function startLearning(page) {
  await page.atRest();
  const context = withStore(page);
  followSleep(context, followOtherTabs(context));
  handOverEarlyTicks(page.shelves.local, context.store.facts);
  const sections = Array.from(/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".portal-quiz[data-portal-unit]")));
  sections.forEach((section) => startQuiz(section, context));
  const isWhole = await startElements(context);
  handOverEarlyTicks(page.shelves.local, context.store.facts); // ticked while the files were on their way
  if (sections.length > 0 || document.querySelector("portal-learning")) {
    const { startBackupReminder } = await import("./elements/backup-reminder.js");
    startBackupReminder(context);
  }
  if (document.querySelector("[data-portal-take], portal-this-month")) {
    const { watchTakeAways } = await import("./elements/take-away.js");
    watchTakeAways(context);
  }
  if (handOverEarlyTakes(page.shelves.local, context.store.facts)) document.dispatchEvent(new CustomEvent(TAKEN));
  return isWhole;
}
