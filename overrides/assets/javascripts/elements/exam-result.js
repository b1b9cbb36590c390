// The result of a sitting: the mark, by module and objective, units to go back to, and every question with its explanation.
// Judged by today's keys whenever it is looked at; nothing of it is stored.
// @ts-check
import { gradeAttempt, isAttemptPassed } from "../core/attempts.js";
import { examOf, modulesAsked, objectivesOf, unitsToReturnTo } from "../core/exam-plan.js";
import { durationOf, markText, momentText } from "../core/exam-words.js";
import { lookUp } from "../core/text-order.js";
import { button, link, make, setVisible } from "./dom.js";
import { questionSources } from "./question-source.js";

/** @typedef {import("./portal-element.js").Context} Context */
/** @typedef {import("../core/attempts.js").AttemptResult} AttemptResult */
/** @typedef {import("../core/items.js").Attempt} Attempt */
/** @typedef {import("../core/progress.js").Catalogue} Catalogue */
/** @typedef {import("../core/grading.js").Verdict} Verdict */

/** @param {{right: number, total: number}} count */
const countText = ({ right, total }) => `${right} / ${total}`;

/** @param {AttemptResult} result @param {Catalogue} catalogue @param {string} exam */
function moduleList({ modules, objectives }, catalogue, exam) {
  const rows = modulesAsked(catalogue, exam).filter(({ id }) => lookUp(modules, id)).map(({ id, title }) => {
    const { right, total } = modules[id];
    const list = objectivesOf(objectives, catalogue, id);
    return make("li", {}, make("details", {},
      make("summary", {}, make("span", {}, title), make("b", {}, countText({ right, total })),
        make("progress", { class: "portal-bar", max: total, value: right, "aria-hidden": "true" })),
      make("ul", {}, ...list.map((one) => make("li", {}, `${one.text}：${countText(one)}`)))));
  });
  return rows.length > 0 && make("ul", { class: "portal-exam-modules" }, ...rows);
}

/** @param {AttemptResult} result @param {Catalogue} catalogue @param {Context} context */
function unitsSection({ verdicts }, catalogue, context) {
  const units = unitsToReturnTo(catalogue, verdicts);
  if (units.length === 0) return make("p", {}, "每一题都答对了，真好。");
  return make("div", {}, make("h3", {}, "回去再看看"),
    make("ul", { class: "portal-exam-units" }, ...units.map(({ title, url, missed }) =>
      make("li", {}, link(title, context.url(url)), `（没答对 ${missed} 题）`))),
    make("p", {}, "没答对的题已经在", link("错题本", context.url("my/mistakes/")), "里，可以只练这些。"));
}

/** @param {number} number @param {Verdict | null} verdict null: nothing was given */
function labelText(number, verdict) {
  const words = { right: "✓ 答对了", wrong: "✗ 没答对", void: "没有答完", none: "没有作答" };
  return `第 ${number} 题 · ${words[verdict || "none"]}`;
}

/**
 * @param {Attempt} attempt
 * @param {AttemptResult} result
 * @param {Map<string, import("./question-source.js").Source>} sources
 * @param {Catalogue} catalogue
 * @param {Context} context
 */
function questionBoxes(attempt, { verdicts }, sources, catalogue, context) {
  return verdicts.flatMap(([id, verdict]) => {
    const source = sources.get(id);
    if (!source) return [];
    const box = source.judged(lookUp(attempt.answers, id) || [], verdict || "void");
    const label = box.querySelector(".portal-question-label");
    if (label) label.textContent = labelText(attempt.questions.indexOf(id) + 1, verdict);
    const unit = catalogue.units[catalogue.questions[id].unit];
    const explanation = box.querySelector("details");
    if (explanation) explanation.open = true;
    box.append(make("p", { class: "portal-exam-source" }, "出自：", link(unit.title, context.url(unit.url))));
    box.classList.toggle("portal-exam-right", verdict === "right");
    return [box];
  });
}

/** @param {HTMLElement[]} boxes @param {HTMLElement} place */
function showBoxes(boxes, place) {
  const right = boxes.filter((box) => box.classList.contains("portal-exam-right"));
  const toggle = button("", () => show(right.some((box) => box.hidden)));
  const show = (/** @type {boolean} */ all) => {
    right.forEach((box) => setVisible(box, all));
    toggle.textContent = all ? "只看没答对的" : `答对的 ${right.length} 题也列出来`;
  };
  show(right.length === boxes.length);
  setVisible(toggle, right.length > 0 && right.length < boxes.length);
  place.replaceChildren(toggle, ...boxes);
}

/**
 * @param {Attempt} attempt
 * @param {Catalogue} catalogue
 * @param {Context} context
 * @param {HTMLElement} back
 * @returns {{element: HTMLElement, heading: HTMLElement}}
 */
export function examResult(attempt, catalogue, context, back) {
  const exam = examOf(catalogue, attempt.exam);
  const percent = exam ? exam.pass_percent : 100;
  const result = gradeAttempt(catalogue, attempt);
  const isPassed = isAttemptPassed(attempt, result, percent);
  const heading = make("h2", { tabindex: "-1" }, markText(result, percent, isPassed));
  const questions = make("div", { class: "portal-exam-questions" });
  const load = () => {
    questions.replaceChildren(make("p", { class: "portal-empty", role: "status" }, "正在取解析……"));
    questionSources(context, attempt.questions).then(
      (sources) => showBoxes(questionBoxes(attempt, result, sources, catalogue, context), questions),
      (error) => questions.replaceChildren(make("p", { class: "portal-hint" }, error.message), button("再试一次", load)),
    );
  };
  load();
  const element = make("section", { class: `portal-exam-result ${isPassed ? "portal-is-right" : ""}` },
    heading,
    make("p", {}, `${exam ? exam.title : "模拟考"}，${momentText(Date.parse(attempt.started))} 开始，` +
      `${durationOf(attempt)}，抽题编号 ${attempt.seed}。`),
    exam && moduleList(result, catalogue, attempt.exam), unitsSection(result, catalogue, context),
    make("div", { class: "portal-row" }, button("打印结果", () => window.print()), back),
    make("h3", {}, "每一题"), questions);
  return { element, heading };
}
