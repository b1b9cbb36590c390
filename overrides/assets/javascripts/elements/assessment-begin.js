// 正式考核, before the first question: what the sitting is, who sits it, and the rules. Nothing counts yet.
// @ts-check
import { tidyText } from "../core/items.js";
import { refuseCandidate } from "../core/paper.js";
import { isChatWebview } from "./deliver.js";
import { button, make, say, statusLine } from "./dom.js";

/** @typedef {import("../core/paper.js").Paper} Paper */
/** @typedef {import("../core/paper.js").Candidate} Candidate */

const FIELDS = /** @type {const} */ ([["number", "编号"], ["name", "姓名"], ["school", "学校（可不填）"]]);
const WEBVIEW = "现在是在微信或钉钉里打开的。最好先点右上角菜单“在浏览器打开”，再开始：开始以后换浏览器，作答带不过去。";

/** @param {string | number} time */
export const localTime = (time) => new Date(time).toLocaleString("zh-CN", { dateStyle: "long", timeStyle: "short" });

/** @param {Paper} paper @param {number} now @returns {string} why it cannot begin now, or "" */
function refuseTime({ opens, closes }, now) {
  const clock = `如果这台电脑的时间不对（它现在是 ${localTime(now)}），先把时间调准。`;
  if (opens && now < Date.parse(opens)) return `还没到时间：${localTime(opens)}开始。到点再点一次“开始作答”。${clock}`;
  if (closes && now >= Date.parse(closes)) return `已经过了截止时间（${localTime(closes)}），不能再开始。${clock}`;
  return "";
}

/** @param {Paper} paper */
function rulesOf({ minutes, questions, pass_percent: percent, opens, closes, instructions }) {
  const time = [opens && `${localTime(opens)}开始`, closes && `${localTime(closes)}截止`].filter(Boolean).join("，");
  const rules = [
    `一共 ${questions.length} 题，限时 ${minutes} 分钟，答对 ${percent}% 算通过。${time ? `${time}。` : ""}`,
    `点“开始作答”起计时；关掉页面，时间照样走。到点自动交卷，答了的都算。`,
    "答一题存一题，存在这个浏览器里。断电、死机、误关页面，再打开这一页接着答，一题都不会少。",
    "交卷以前随时可以改，交卷以后不能再改。",
    "这里不判对错。答卷密封后只有主考老师能打开，成绩由主考老师通知。",
  ];
  const own = instructions.split("\n").map((line) => line.trim()).filter(Boolean);
  return make("ul", {}, ...[...rules, ...own].map((text) => make("li", {}, text)));
}

/** Who it is for, if the paper says so; else who is asked. @param {Paper} paper */
function whoOf({ candidate }) {
  if (candidate) {
    const { number, name, school = "" } = candidate;
    const words = `这份试卷是发给${name}（编号 ${number}${school ? `，${school}` : ""}）的。不是你，就不要作答，请监考老师换一份。`;
    return { element: make("p", { class: "portal-hint" }, words), read: () => ({ number, name, school }) };
  }
  const inputs = FIELDS.map(([name, label]) => {
    const input = make("input", { type: "text", maxlength: 80, autocomplete: "off", name });
    return { name, input, field: make("label", { class: "portal-field" }, label, input) };
  });
  const read = () => Object.fromEntries(inputs.map(({ name, input }) => [name, tidyText(input.value.trim(), 80)]));
  return { element: make("div", { class: "portal-fields" }, ...inputs.map(({ field }) => field)), read };
}

/**
 * @param {Paper} paper
 * @param {() => number} clock
 * @param {(candidate: Candidate) => void} onBegin
 * @param {() => void} onBack
 * @returns {HTMLElement}
 */
export function beginSection(paper, clock, onBegin, onBack) {
  const status = statusLine();
  const who = whoOf(paper);
  const begin = () => {
    const candidate = /** @type {Candidate} */ (who.read());
    const wrong = refuseCandidate(candidate);
    const refused = wrong ? `还差一项：${wrong}。照考核通知上的填。` : refuseTime(paper, clock());
    if (refused) say(status, refused);
    else onBegin(candidate);
  };
  return make("section", { class: "portal-card" },
    make("h2", { id: "begin", tabindex: "-1" }, paper.title, paper.form && `（${paper.form} 卷）`),
    isChatWebview() && make("p", { class: "portal-hint" }, WEBVIEW),
    ...(paper.candidate ? [who.element, rulesOf(paper)] : [rulesOf(paper), who.element]),
    make("div", { class: "portal-row" },
      button(paper.candidate ? "是我，开始作答" : "开始作答", begin, "portal-button-main"),
      button("换一份试卷", onBack)),
    status);
}
