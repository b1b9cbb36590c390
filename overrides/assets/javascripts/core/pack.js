// Packs for the time without a network: what is still to be fetched, how much that is, and what to say about it.
// Fetches nothing itself.
// @ts-check

/** @typedef {[path: string, bytes: number, digest?: string]} PackFile */
/** @typedef {{schema: string, name: string, folder: string, files: PackFile[], extra: PackFile[]}} Pack */
/** @typedef {"new" | "part" | "done" | "old"} PackState */

/** @param {number} bytes */
export function sizeWords(bytes) {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  return kilobytes < 1000 ? `${kilobytes} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** @param {PackFile[]} files */
export function bytesOf(files) {
  return files.reduce((sum, [, bytes]) => sum + bytes, 0);
}

/**
 * @param {Pack} pack
 * @param {Map<string, string | null>} kept path → digest of what this device has of the build
 * @param {boolean} withExtra whether take-away files are wanted too
 * @returns {PackFile[]} in the order of fetching
 */
export function missingOf(pack, kept, withExtra) {
  const missing = pack.files.filter(([path]) => !kept.has(path));
  const extra = withExtra ? pack.extra.filter(([path, , digest]) => kept.get(path) !== digest) : [];
  return [...missing, ...extra];
}

/**
 * What goes when a pack is deleted: pages and files of its own. What other pages need too stays.
 * @param {Pack} pack
 */
export function ownFiles({ files, extra, folder }) {
  const own = files.filter(([path]) => path.startsWith(folder) || path.startsWith("assets/questions/"));
  return [...own, ...extra].map(([path]) => path);
}

/**
 * @param {PackFile[]} missing
 * @param {string | null} fetchedAt instant at which the pack was whole, if it ever was
 * @param {number} total files in the pack
 * @returns {PackState}
 */
export function stateOf(missing, fetchedAt, total) {
  if (missing.length === 0 && fetchedAt) return "done";
  if (fetchedAt) return "old";
  return missing.length < total ? "part" : "new";
}

/**
 * @param {number} needed bytes
 * @param {{quota?: number, usage?: number}} estimate as the browser gives it
 * @returns {string} what is wrong; nothing when there is room, or when the browser does not say
 */
export function roomTrouble(needed, { quota, usage = 0 }) {
  if (quota === undefined || quota - usage >= needed) return "";
  return `这台设备给网页留的地方不够：还要 ${sizeWords(needed)}，只剩 ${sizeWords(Math.max(0, quota - usage))}。清一清存储，或者少下载一些。`;
}

const TROUBLES = {
  network: "网络断了。已经下载的都在，连上网以后接着下。",
  changed: "网站正在更新。等一会儿，刷新这一页再接着下。",
  full: "这台设备的存储满了。已经下载的都在，清一清存储再接着下。",
};

/** @param {string} trouble as the worker names it */
export function troubleWords(trouble) {
  return TROUBLES[/** @type {keyof typeof TROUBLES} */ (trouble)] || TROUBLES.network;
}

/** A verb and what it is done to: between Chinese and Latin letters stands a space. @param {string} verb @param {string} name */
export const withName = (verb, name) => `${verb}${/^[a-z0-9]/i.test(name) ? " " : ""}${name}`;

/**
 * @param {string} instant
 * @param {number} thisYear
 */
export function dayWords(instant, thisYear) {
  const [year, month, day] = instant.slice(0, 10).split("-").map(Number);
  return `${year === thisYear ? "" : `${year} 年 `}${month} 月 ${day} 日`;
}
