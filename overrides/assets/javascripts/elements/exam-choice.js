// Which mock exam to sit: what each asks, how often it may be sat, how it went so far; and one that is not handed in yet.
// @ts-check
import { gradeAttempt, isAttemptPassed } from "../core/attempts.js";
import { examOf, modulesAsked, nextSitting, questionCount } from "../core/exam-plan.js";
import { durationText } from "../core/exam-time.js";
import { durationOf, examFacts, markText, momentText, whyNot } from "../core/exam-words.js";
import { compareText } from "../core/text-order.js";
import { button, make } from "./dom.js";

/** @typedef {import("../core/items.js").Attempt} Attempt */
/** @typedef {import("../core/progress.js").Catalogue} Catalogue */
/** @typedef {import("../store/sittings.js").Sitting} Sitting */
/** @typedef {{catalogue: Catalogue, attempts: Attempt[], open: Sitting[], now: number}} Shown */
/** @typedef {{onStart: (exam: string) => void, onLook: (attempt: Attempt) => void}} Actions */

const NONE = "还没有开放的模拟考。各单元后面的“练一练”随时能做。";
const RULES = "开始以后就计时，刷新、关掉网页、换标签页都不停表；每选一个答案就存下来。交卷以前不显示对错。";

/** @param {Sitting} sitting @param {Shown} shown @param {() => void} onResume */
export function openCard(sitting, { catalogue }, onResume) {
  const exam = examOf(catalogue, String(sitting.head.attempt && sitting.head.attempt.exam));
  const left = sitting.deadline === null ? "" : `，还剩 ${durationText(sitting.deadline - sitting.clock())}`;
  return make("section", { class: "portal-card portal-exam-unfinished" },
    make("h2", { tabindex: "-1" }, `没有交卷的${exam ? exam.title : "模拟考"}`),
    make("p", {}, `已答 ${sitting.answers().size} / ${sitting.questions.length} 题${left}。`),
    button("接着做", onResume, "portal-button-main"));
}

/** @param {Attempt} attempt @param {number} percent the pass mark @param {Catalogue} catalogue @param {Actions} actions */
function historyRow(attempt, percent, catalogue, { onLook }) {
  const result = gradeAttempt(catalogue, attempt);
  const day = momentText(Date.parse(attempt.started));
  const look = button("看结果", () => onLook(attempt));
  look.setAttribute("aria-label", `看 ${day} 的结果`);
  return make("li", {}, make("span", {}, `${day}：`, attempt.finished
    ? `${markText(result, percent, isAttemptPassed(attempt, result, percent))}，${durationOf(attempt)}`
    : `没有交卷，已答 ${Object.keys(attempt.answers).length} 题`), look);
}

/**
 * @param {string} id
 * @param {import("../core/draw.js").Exam} exam
 * @param {Shown} shown
 * @param {Actions} actions
 */
function examCard(id, exam, { catalogue, attempts, open, now }, actions) {
  const mine = attempts.filter((one) => one.exam === id);
  const next = nextSitting(exam, mine, now);
  const isOpen = open.some(({ head }) => head.attempt && head.attempt.exam === id);
  const refusal = isOpen ? "先把上面没有交卷的做完，再开始新的。" : whyNot(next);
  const history = mine.filter((one) => !open.some((sitting) => sitting.id === `${one.exam}#${one.seed}#${one.started}`))
    .sort((a, b) => compareText(b.started, a.started));
  const start = button("开始", () => actions.onStart(id), "portal-button-main");
  start.setAttribute("aria-label", `开始${exam.title}`);
  return make("section", { class: "portal-card portal-exam-card", "data-portal-exam": id },
    make("h2", { tabindex: "-1" }, exam.title),
    make("p", { class: "portal-progress-words" }, examFacts(exam, questionCount(exam))),
    make("details", {}, make("summary", {}, "考哪些模块"), make("ul", {},
      ...modulesAsked(catalogue, id).map(({ title, count }) => make("li", {}, `${title}：${count} 题`)))),
    make("p", {}, RULES, next.left === null ? "" : `还可以考 ${next.left} 次。`),
    refusal ? make("p", { class: "portal-hint" }, refusal) : start,
    history.length > 0 && make("h3", {}, "以前的模拟考"),
    history.length > 0 && make("ul", { class: "portal-exam-history" },
      ...history.map((one) => historyRow(one, exam.pass_percent, catalogue, actions))));
}

/** @param {Shown} shown @param {Actions} actions @returns {HTMLElement[]} one card an exam, in the order of the tracks */
export function examCards(shown, actions) {
  const cards = shown.catalogue.tracks.flatMap(({ id }) => {
    const exam = examOf(shown.catalogue, id);
    return exam ? [examCard(id, exam, shown, actions)] : [];
  });
  return cards.length > 0 ? cards : [make("p", { class: "portal-empty" }, NONE)];
}
