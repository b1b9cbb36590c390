// <portal-verify>: 核验. Joins what is brought, the verdicts and their order on the page. Without it the page says what to do.
// Believes only the issuers that stand in this very page; keeps nothing, sends nothing, and puts no name into the address.
// @ts-check
import { verify } from "../core/credential-verdict.js";
import { chinaDay, countWords, listWords, pinnedWords } from "../core/credential-words.js";
import { button, make, say, setVisible, statusLine } from "./dom.js";
import { PortalElement } from "./portal-element.js";
import { verifyOpen } from "./verify-open.js";
import { loadReader } from "./verify-picture.js";
import { verdictCard } from "./verify-result.js";
import { loadSignatures } from "./verify-signature.js";

/** @typedef {import("../core/credential-verdict.js").Found} Found */
/** @typedef {import("../core/credential-verdict.js").Pinned} Pinned */
/** @typedef {import("../core/credential-verdict.js").Standing} Standing */

const NO_TOOLS = "网络不太稳，这一页没有取全，现在不能核验。联上网，刷新一次就好。";

/** @returns {Pinned} whom this page believes */
function pinnedHere() {
  const data = document.getElementById("portal-issuers");
  return JSON.parse((data && data.textContent) || '{"issuers":[],"statuses":[]}');
}

/** @param {number} now */
const minuteWords = (now) => new Date(now).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "long", timeStyle: "short" });

export class PortalVerify extends PortalElement {
  start() {
    this.pinned = pinnedHere();
    this.status = statusLine();
    this.replaceChildren(this.status);
    loadSignatures().then((isSigned) => this.open(isSigned)).catch(() => say(this.status, NO_TOOLS));
  }

  /** @private @param {import("../core/credential-verdict.js").IsSigned} isSigned */
  open(isSigned) {
    this.isSigned = isSigned;
    /** Newest first, each credential once. @type {Map<string, {standing: Standing, card: HTMLElement}>} */
    this.shown = new Map();
    this.heading = make("h2", { id: "results", tabindex: "-1" });
    this.cards = make("div", {});
    this.results = make("section", { class: "portal-verify-results", "aria-labelledby": "results" }, this.heading,
      make("div", { class: "portal-row" }, button("打印核验结果", () => window.print()), button("清除结果", () => this.clear(), "portal-button-quiet")),
      this.cards);
    setVisible(this.results, false);
    this.replaceChildren(this.believed(), verifyOpen((found) => this.judge(found)), this.results);
    loadReader().catch(() => undefined); // already here when the line goes and somebody brings a photo
  }

  /** @private */
  believed() {
    const lists = this.pinned.statuses.map(({ updated }) => listWords(updated, this.context.clock()));
    return make("p", { class: this.pinned.issuers.length > 0 ? "" : "portal-hint" }, [pinnedWords(this.pinned), ...lists].join(""));
  }

  /** @private @param {Found[]} found */
  judge(found) {
    const now = this.context.clock();
    const court = { pinned: this.pinned, today: chinaDay(now), isSigned: this.isSigned };
    const fresh = found.map((one) => {
      const verdict = verify(one, court);
      const { standing, credential } = verdict;
      // The file, the picture and the paper of one person are one credential.
      return /** @type {const} */ ([JSON.stringify(credential ? [standing, credential] : one), { standing, card: verdictCard(verdict, now) }]);
    });
    const keys = new Set(fresh.map(([key]) => key));
    this.shown = new Map([...fresh, ...Array.from(this.shown).filter(([key]) => !keys.has(key))]);
    this.heading.textContent = `${countWords(Array.from(this.shown.values(), ({ standing }) => standing))}。`;
    this.cards.replaceChildren(
      make("p", { class: "portal-verify-when" }, `核验时间：${minuteWords(now)}（北京时间）。`),
      ...Array.from(this.shown.values(), ({ card }) => card));
    setVisible(this.results, true);
    this.heading.focus(); // spoken, and brought into view
  }

  /** @private */
  clear() {
    this.shown.clear();
    this.cards.replaceChildren();
    setVisible(this.results, false);
    const box = this.querySelector("textarea");
    if (box) {
      box.value = "";
      box.focus();
    }
  }
}
