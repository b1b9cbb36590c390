// What the search says: about a result, about all of them, about what it understood, and whether help comes first.
// Says words only; nothing here looks anything up.
// @ts-check

/** @typedef {{u: string, t: string, k: string, g?: number, m?: number, a?: string, c?: string, s?: string}} Found a page, as the search's head names it */
/** @typedef {Record<string, Record<string, string[]>>} Aliases facet → value → how people write it, the usual way first */
/** @typedef {{facets: Aliases, groups?: Record<string, Record<string, (string | number)[]>>}} Names what the search's head says of facets; groups: several values by one name */
/**
 * @typedef {object} Outcome
 * @property {string} query
 * @property {{facets: {facet: string, value: string}[], absent: {facet: string, wanted: string[], instead: string[]}[], corrected?: string, words: string[]}} understood
 * @property {unknown[]} items
 * @property {number} total
 * @property {{why?: string}[]} nearest
 * @property {boolean} [trouble] something that was asked for did not come
 */

export const KINDS = /** @type {Record<string, string>} */ ({
  lesson: "教案", unit: "研修", guide: "指南", micro: "微课", track: "轨道", grade: "年级", my: "我的", handbook: "手册",
  updates: "公告", home: "首页",
});
export const FACET_NAMES = { kind: "类别", grade: "年级", month: "月份", area: "领域" };

/** Also what people type who are frightened. Only looked for, never shown. */
const URGENT = ["自伤", "自残", "自杀", "轻生", "危机", "不想活", "想死", "活不下去", "活着没意思", "跳楼", "遗书"];
const WHY = /** @type {Record<string, string>} */ ({
  "no-filter": "选中的条件里没有。不看条件，有这些：",
  part: "没有一页把这些词都说到。说到其中一些的：",
  similar: "没有找到。意思或写法相近的：",
  start: "没有找到。换个说法再试，或者从这些页看起：",
});

/** @param {string} facet @param {string | number} value @param {Aliases} aliases @returns {string} the value as a colleague would say it */
export function valueWords(facet, value, aliases) {
  if (facet === "kind") return KINDS[value] || String(value);
  if (facet === "month") return `${value} 月`;
  if (facet === "track") return `${String(value).toUpperCase()} 证`;
  const known = (aliases[facet] || {})[value];
  return known ? known[0] : String(value);
}

/** @param {Found} page @param {Aliases} aliases @returns {string[]} what the page is: 教案, 五年级, 10 月 … */
export function factsOf(page, aliases) {
  const { k, c, g, m, a } = page;
  const kind = KINDS[k] ? [KINDS[k]] : [];
  const values = /** @type {[string, string | number | undefined][]} */ ([["track", c], ["grade", g], ["month", m], ["area", a]]);
  return [...kind, ...values.flatMap(([facet, value]) => (value ? [valueWords(facet, value, aliases)] : []))];
}

/** @param {string} facet @param {(string | number)[]} values @param {Names} names @returns {string} by the one name of all of them (小学), if there is one */
function valuesWords(facet, values, { facets, groups = {} }) {
  const key = values.map(String).sort().join();
  const group = Object.entries(groups[facet] || {}).find(([, members]) => values.length > 1 && members.map(String).sort().join() === key);
  return group ? group[0] : values.map((value) => valueWords(facet, value, facets)).join("、");
}

/** @param {Outcome} outcome @param {Names} names @returns {string[]} */
function understoodWords({ query, understood }, names) {
  const { corrected, facets, absent } = understood;
  const instead = corrected ? [`没有找到“${query.trim()}”，按“${corrected}”找`] : [];
  const missing = absent.map(({ facet, wanted }) => `${valuesWords(facet, wanted, names)}还没有内容，先看相近的`);
  const isThere = (/** @type {{facet: string, value: string}} */ one) => !absent.some(({ facet, wanted }) => facet === one.facet && wanted.includes(one.value));
  const wanted = facets.filter(isThere);
  const named = Array.from(new Set(wanted.map(({ facet }) => facet))).map((facet) =>
    valuesWords(facet, wanted.filter((one) => one.facet === facet).map(({ value }) => value), names));
  return [...instead, ...missing, ...(named.length > 0 ? [`${named.join("、")}优先`] : [])];
}

/** @param {Outcome} outcome @param {Names} names @returns {string} the line above the results */
export function outcomeWords(outcome, names) {
  const { total, nearest } = outcome;
  if (total > 0) return [`找到 ${total} 条`, ...understoodWords(outcome, names)].join("；");
  if (nearest.length > 0) return WHY[nearest[0].why || ""] || WHY.start;
  return "没有找到。换个说法，或者少写几个字再试。";
}

/** @param {Outcome} outcome @param {Names} names @param {string} first title of the first result @returns {string} what is spoken, once for each search */
export function spokenWords(outcome, names, first) {
  const line = outcomeWords(outcome, names);
  return first ? `${line.replace(/：$/, "")}。第一条：${first}` : line;
}

/**
 * Whether somebody may be in danger behind what is searched for: then the way to help stands above all results.
 * @param {string[]} words the query and what was understood of it
 * @param {string[][]} synonyms groups of words that mean the same
 */
export function asksForHelp(words, synonyms) {
  const urgent = new Set([...URGENT, ...synonyms.filter((group) => group.some((word) => URGENT.includes(word))).flat()]);
  const texts = words.map((word) => word.replace(/\s+/g, ""));
  return Array.from(urgent).some((word) => texts.some((text) => text.includes(word)));
}
