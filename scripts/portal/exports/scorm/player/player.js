// The start of a package: joins the page's questions, the site's own runtime and the learning platform.
// Says so when there is no platform; then everything works but nothing is kept.
// @ts-check
import { decodeRecord } from "../../../../../overrides/assets/javascripts/core/code.js";
import { PortalNotices } from "../../../../../overrides/assets/javascripts/elements/notices.js";
import { define } from "../../../../../overrides/assets/javascripts/elements/portal-element.js";
import { PortalQuestion } from "../../../../../overrides/assets/javascripts/elements/question.js";
import { PortalQuizHead } from "../../../../../overrides/assets/javascripts/elements/quiz-head.js";
import { PortalQuizResult } from "../../../../../overrides/assets/javascripts/elements/quiz-result.js";
import { watchWideTables } from "../../../../../overrides/assets/javascripts/elements/wide-tables.js";
import { Shelf } from "../../../../../overrides/assets/javascripts/storage.js";
import { LearnerStore } from "../../../../../overrides/assets/javascripts/store/learner-store.js";
import { Memory } from "./memory.js";
import { Platform, findApi } from "./platform.js";
import { Reporter } from "./reporter.js";
import { VOCABULARIES } from "./vocabulary.js";

/** @typedef {import("./reporter.js").Lesson} Lesson */

const NOTICES = {
  alone: "这一页没有连上学习平台：可以照常读、照常练，但作答和成绩不会保存。要留下成绩，请从学习平台里打开这一课。",
  review: "现在是浏览或回看：可以照常练，但不会改动平台上的作答和成绩。",
  trouble: "学习平台刚才没有保存下来。可以接着做，每次提交都会再存一次；请等这条提示消失了再离开。",
  unreadable: "平台上保存的旧作答读不出来，这一次从头记起。已经得到的成绩不受影响。",
};

const clock = () => Date.now();

/** @returns {Lesson} */
function readLesson() {
  const data = document.querySelector(".portal-lesson");
  return JSON.parse((data && data.textContent) || "");
}

/** @param {Element} main */
function placeNotices(main) {
  customElements.define("portal-notices", PortalNotices);
  const notices = /** @type {PortalNotices} */ (document.createElement("portal-notices"));
  main.prepend(notices);
  return notices;
}

/** @param {LearnerStore} store @param {PortalNotices} notices @param {string} kept */
function bringBack(store, notices, kept) {
  if (kept === "") return;
  const { record } = decodeRecord(kept);
  if (record) store.importRecord(record);
  else notices.show({ id: "unreadable", text: NOTICES.unreadable });
}

/** @param {PortalNotices} notices @param {string} id @param {string} text "" takes the notice away */
function keepNotice(notices, id, text) {
  const old = notices.find(id);
  if (text !== "") notices.show({ id, text });
  else if (old) old.remove();
}

/** @param {Lesson} lesson @param {string[]} leftOut @param {number} room */
function leftOutWords({ questions }, leftOut, room) {
  const numbers = questions.map(({ id }, i) => (leftOut.includes(id) ? i + 1 : 0)).filter(Boolean);
  return numbers.length > 0
    ? `学习平台只放得下 ${room} 个字符的作答：下次打开时，第 ${numbers.join("、")} 题要重新作答。成绩和这次的每一次提交已经报上去了。`
    : "";
}

/** @param {Reporter} reporter @param {Lesson} lesson @param {LearnerStore} store @param {PortalNotices} notices */
function keepReporting(reporter, lesson, store, notices) {
  let waiting = 0;
  const report = async () => {
    clearTimeout(waiting);
    waiting = 0;
    const isKept = await reporter.report();
    keepNotice(notices, "trouble", isKept ? "" : NOTICES.trouble);
    keepNotice(notices, "left-out", leftOutWords(lesson, reporter.leftOut, reporter.words.room));
  };
  document.addEventListener("portal-answer-recorded", (event) => {
    reporter.reportAnswer(/** @type {CustomEvent} */ (event).detail.question);
  });
  // One click can change several items; they go out together once it is done.
  store.subscribe(() => { waiting = waiting || window.setTimeout(report, 0); });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && report());
  window.addEventListener("pagehide", () => {
    report();
    reporter.platform.end();
  });
  return report();
}

/** @param {Lesson} lesson @param {LearnerStore} store @param {PortalNotices} notices */
function connect(lesson, store, notices) {
  const words = VOCABULARIES[lesson.version];
  const api = findApi(window, words.api);
  const platform = api ? new Platform(api, words) : null;
  if (!platform || !platform.isOpen) {
    notices.show({ id: "alone", text: NOTICES.alone });
    return;
  }
  bringBack(store, notices, platform.read(words.answers));
  if (["review", "browse"].includes(platform.read(words.mode))) {
    notices.show({ id: "review", text: NOTICES.review });
    window.addEventListener("pagehide", () => platform.end());
    return;
  }
  store.openUnit(lesson.unit);
  const reporter = new Reporter(platform, lesson, store, clock);
  reporter.begin();
  keepReporting(reporter, lesson, store, notices);
}

/** @param {any} context what the elements of a unit's page use of it */
function startElements(context) {
  const section = document.querySelector(".portal-quiz");
  const heading = section && section.querySelector("h2");
  if (!section || !heading) return;
  heading.after(document.createElement("portal-quiz-head"));
  section.append(document.createElement("portal-quiz-result"));
  define("portal-question", PortalQuestion, context);
  define("portal-quiz-head", PortalQuizHead, context);
  define("portal-quiz-result", PortalQuizResult, context);
}

function start() {
  const lesson = readLesson();
  const shelves = { local: new Shelf(new Memory()), session: new Shelf(new Memory()) };
  const store = new LearnerStore(shelves, "platform", clock);
  const notices = placeNotices(document.querySelector("main") || document.body);
  connect(lesson, store, notices);
  startElements({ store, clock, notices });
  watchWideTables();
  // The platform's session ended when the page was left; brought back by 后退, it has to begin anew.
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  document.documentElement.setAttribute("data-portal-ready", "");
}

start();
