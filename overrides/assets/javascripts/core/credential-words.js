// What the 核验 page says of a credential: the verdict in words and sign, what to do, the signed fields as on paper.
// Decides nothing. A standing is never told by colour alone.
// @ts-check

/** @typedef {import("./credential.js").Credential} Credential */
/** @typedef {import("./credential-verdict.js").Standing} Standing */
/** @typedef {import("./credential-verdict.js").Verdict} Verdict */
/** @typedef {import("./credential-verdict.js").Pinned} Pinned */

const DAY_MS = 86400000;
/** Days after which a list of revoked records is called old. */
const OLD_DAYS = 31;
const CHINA_MS = 8 * 3600000;

/** @type {Record<Standing, {word: string, sign: string}>} */
export const STANDINGS = {
  valid: { word: "有效", sign: "✓" },
  revoked: { word: "已撤回", sign: "✗" },
  expired: { word: "已过期", sign: "✗" },
  foreign: { word: "不是本站签发", sign: "✗" },
  altered: { word: "内容被改动过", sign: "✗" },
  unreadable: { word: "读不出来", sign: "?" },
};

export const WHAT_IT_IS = "它证明：上面这些字是签发单位签的名，之后一个字也没有改动过。";
export const WHAT_IT_IS_NOT = "它是学习记录，不是上岗资格证书；资格证书由主管部门颁发。它也不证明拿着它的人就是本人，请看身份证件。";

/** The date in China, on which records expire. @param {number} now milliseconds */
export const chinaDay = (now) => new Date(now + CHINA_MS).toISOString().slice(0, 10);

/** @param {string} day such as 2026-12-01 */
export function dayWords(day) {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** @param {Verdict} verdict @returns {string} why, and what to do */
export function verdictWords({ standing, why, day, credential }) {
  const ask = credential ? `有疑问，拿记录编号去问${credential.issuer}。` : "";
  if (why === "unknown-key") return `签名用的密钥（${day}）这个网站不认识。要是别的单位签发的，请到那个单位的网站上核验。`;
  if (why === "distrusted") return `签名的密钥已经作废，它签过的都不能相信，下面写的也不能。请本人找${credential && credential.issuer}换一份。`;
  if (why === "retired-key") return `签名的密钥只用到 ${dayWords(day)}，这一份的日期在那以后，不能相信。${ask}`;
  if (why === "no-record") return "签名是对的，但签的不是学习记录。请本人拿学习记录的文件再核验一次。";
  if (why === "two-records") return "文件里有两份内容，彼此不一样。请本人拿没有动过的文件，或者扫纸上的二维码，再核验一次。";
  if (why === "unlisted") return "内容没有改动过。这个网站没有它的撤回名单，不知道后来有没有撤回：请问一下签发单位。";
  if (standing === "valid") return "是下面的签发单位签发的，内容没有改动过，也没有撤回。";
  if (standing === "revoked") return `签发过，${dayWords(day)}撤回了，现在不作数。${ask}`;
  if (standing === "expired") return `只到 ${credential && dayWords(credential.expires)}有效，现在过期了。${ask}`;
  if (standing === "altered") return "签名和内容对不上：有人改动过，或者没有拷完整。里面写的不能相信，所以不显示。请本人拿原件再核验一次。";
  return "只有一部分，没有传完整。请本人重新发一次，或者扫纸上的二维码。";
}

/** @param {Credential} credential @returns {[string, string][]} every signed field, in the order of the printed sheet */
export function factsOf(credential) {
  const { title, name, hours, date, expires, issuer, rules, id, kid, list, index } = credential;
  return [
    ["学习记录", title], ["姓名", name], ["学时", String(hours)], ["通过日期", date], ["有效期至", expires || "长期"],
    ["签发单位", issuer], ["通过要求", rules], ["记录编号", id], ["密钥", kid], ["撤回名单", `${list}，第 ${index} 位`],
  ];
}

/** @param {string} updated of the list, an instant @param {number} now milliseconds */
export function listWords(updated, now) {
  const days = Math.floor((Date.parse(`${chinaDay(now)}T00:00:00Z`) - Date.parse(`${chinaDay(Date.parse(updated))}T00:00:00Z`)) / DAY_MS);
  const age = days > 0 ? `${days} 天前` : "今天";
  const cure = days > OLD_DAYS ? "。名单旧了，那以后撤回的这里看不出：请联网打开网站，刷新，再核验一次" : "";
  return `撤回名单更新于 ${dayWords(chinaDay(Date.parse(updated)))}（${age}）${cure}。`;
}

/** @param {Pinned} pinned */
export function pinnedWords({ issuers }) {
  const names = issuers.map(({ name }) => name).join("、");
  return names ? `这个网站认得的签发单位：${names}。` : "这个网站还没有签发单位，什么学习记录都认不出来。请到签发单位的网站上核验。";
}

/** @param {Standing[]} standings newest first */
export function countWords(standings) {
  const counts = Object.entries(STANDINGS).map(([name, { word }]) => [word, standings.filter((one) => one === name).length]);
  return `核验了 ${standings.length} 份：${counts.filter(([, count]) => count).map(([word, count]) => `${word} ${count}`).join("，")}`;
}
