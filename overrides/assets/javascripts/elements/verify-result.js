// 核验, one verdict: in words and sign, what to do, and every signed field to be compared with the paper.
// Shows nothing that no known key signed.
// @ts-check
import { STANDINGS, WHAT_IT_IS, WHAT_IT_IS_NOT, factsOf, listWords, verdictWords } from "../core/credential-words.js";
import { make } from "./dom.js";

/** @typedef {import("../core/credential-verdict.js").Verdict} Verdict */
/** @typedef {import("../core/credential.js").Credential} Credential */

/** @param {Credential} credential @param {boolean} isBelieved */
function factsTable(credential, isBelieved) {
  const rows = factsOf(credential).map(([label, value]) => make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, value)));
  const caption = isBelieved ? "和手里的纸逐项对照，不一样就是改过的。以这里的为准。" : "里面写的是下面这些，不能相信。";
  return make("table", { class: "portal-signed-facts" }, make("caption", {}, caption), make("tbody", {}, ...rows));
}

/**
 * @param {Verdict} verdict
 * @param {number} now milliseconds
 * @returns {HTMLElement}
 */
export function verdictCard(verdict, now) {
  const { standing, credential, updated } = verdict;
  const { word, sign } = STANDINGS[standing];
  const isOurs = ["valid", "revoked", "expired"].includes(standing);
  return make("article", { class: `portal-card portal-verdict portal-verdict-${standing}` },
    make("h3", {}, make("span", { "aria-hidden": "true" }, `${sign} `), word, isOurs && credential ? ` · ${credential.name}` : ""),
    make("p", {}, verdictWords(verdict)),
    credential && factsTable(credential, isOurs),
    updated && make("p", {}, listWords(updated, now)),
    standing === "valid" && make("p", { class: "portal-verdict-limits" }, WHAT_IT_IS, WHAT_IT_IS_NOT));
}
