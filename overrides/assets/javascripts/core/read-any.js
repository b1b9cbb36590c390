// Reads a record from whatever a learner brings: a file's bytes, a table, JSON, or a pasted text code.
// Decides only which reader to ask; the readers judge.
// @ts-check
import { decodeRecord, looksLikeCode } from "./code.js";
import { looksLikeCsv, readCsv } from "./csv.js";
import { readRecord, unreadable } from "./record.js";

/** @typedef {import("./record.js").Reading} Reading */

export const MOST_BYTES = 16 * 1024 * 1024;
const WHERE = "内容";

/**
 * @param {string} text
 * @returns {Reading}
 */
export function readText(text) {
  const bare = text.replace(/^\uFEFF+/, "").trim();
  if (bare === "") return unreadable(WHERE, "是空的，请重新导出一次");
  if (looksLikeCsv(bare)) return readCsv(bare);
  if (!bare.startsWith("{") && looksLikeCode(bare)) return decodeRecord(bare);
  try {
    return readRecord(JSON.parse(bare));
  } catch (error) {
    return unreadable(WHERE, "认不出来：不是学习记录的文件、表格或文字码");
  }
}

/**
 * The text of a file. Excel on Windows saves tables as GBK, or as UTF-16 with a mark.
 * @param {Uint8Array} bytes
 */
export function decodeText(bytes) {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {Reading}
 */
export function readBytes(bytes) {
  return bytes.length > MOST_BYTES ? unreadable(WHERE, "文件太大，不会是学习记录") : readText(decodeText(bytes));
}
