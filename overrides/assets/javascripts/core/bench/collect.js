// One file that was brought → the records in it, or the reason why there are none. Nothing unreadable stops the rest.
// @ts-check
import { MOST_BYTES, decodeText, readText } from "../read-any.js";
import { unreadable } from "../record.js";
import { looksLikeCsv } from "../csv.js";
import { readPasted } from "./pasted.js";
import { codeColumns } from "./workbook.js";
import { membersOf } from "./zip.js";

/** @typedef {import("./pasted.js").Item} Item */

const KNOWN = /\.(json|csv|txt)$/i;
const ZIP = /\.zip$/i;
const WORKBOOK = /\.xlsx$/i;
const CODE = "XY1.";
const OTHER_ARCHIVE = /\.(rar|7z|gz|tar)$/i;
const HAND_IN = /\.age$/i;
const QUIET = /^(\.(?!\.?$)|~\$)|^(thumbs\.db|desktop\.ini)$/i;
const RESULTS = '"portal-results/1"';
/** A zip in a zip is opened, one in that is not. */
const DEEPEST = 2;
export const MOST_ZIP_BYTES = 256 * 1024 * 1024;
const MOST_UNPACKED = 512 * 1024 * 1024;

/** Notes that systems leave in folders; nobody has to be told of them. @param {string} path */
export const isQuiet = (path) => path.split("/").some((name) => QUIET.test(name) || name === "__MACOSX");

/** @param {string} name @returns {Item} */
function passedOver(name) {
  const reason = OTHER_ARCHIVE.test(name) ? "是压缩包。请先解压，再把文件夹拖进来。"
    : HAND_IN.test(name) ? "是正式考核的答卷，不是学习记录。请交给主考老师判分。"
    : "不是 .json、.csv、.txt、.xlsx 或 .zip，没有读。";
  return { name, reading: unreadable("", reason), ignored: true };
}

/** @param {string} name @param {Uint8Array} bytes @returns {Item[]} */
function readKnown(name, bytes) {
  const refuse = (/** @type {string} */ reason) => [{ name, reading: unreadable("", reason) }];
  if (bytes.length > MOST_BYTES) return refuse("文件超过 16 MB，不会是学习记录。");
  const text = decodeText(bytes);
  if (text.trim() === "") return refuse("文件是空的。请让老师重新导出。");
  if (text.slice(0, 4096).includes(RESULTS)) return [{ name, reading: unreadable("", "是正式考核的成绩。请在“考核成绩”那一格里选它。"), ignored: true }];
  const isGathered = /\.csv$/i.test(name) && text.includes(CODE) && !looksLikeCsv(text.trim());
  return isGathered || /\.txt$/i.test(name) ? readPasted(text, name) : [{ name, reading: readText(text) }];
}

/** @param {string} name @param {Uint8Array} bytes @returns {Item[]} */
function readWorkbook(name, bytes) {
  const columns = codeColumns(bytes, (text) => text.includes(CODE));
  if (columns === null) return [{ name, reading: unreadable("", "表格打不开：坏了，或者太大。请用 Excel 打开，另存一份再交。") }];
  const items = columns.flatMap((text) => readPasted(text, name));
  if (items.length === 0) return [{ name, reading: unreadable("", "里面没有学习记录码，没有读。"), ignored: true }];
  return items.length === 1 ? items : items.map((item, i) => ({ ...item, name: `${name}（第 ${i + 1} 段码）` }));
}

/** @param {string} name @param {Uint8Array} bytes @param {number} depth @param {{left: number}} room @returns {Generator<Item>} */
function* readZip(name, bytes, depth, room) {
  const members = membersOf(bytes, MOST_BYTES);
  if (!members) {
    yield { name, reading: unreadable("", "压缩包打不开：没有传完，或者不是 zip。请解压以后再交。") };
    return;
  }
  for (const member of members.filter((one) => !isQuiet(one.name))) {
    const shown = `${name}/${member.name}`;
    const isRead = KNOWN.test(member.name) || WORKBOOK.test(member.name) || (ZIP.test(member.name) && depth < DEEPEST);
    if (!isRead) yield passedOver(shown);
    else if (member.reason) yield { name: shown, reading: unreadable("", member.reason) };
    else yield* readMember(shown, member, depth, room);
  }
}

/** @param {string} name @param {import("./zip.js").Member} member @param {number} depth @param {{left: number}} room @returns {Generator<Item>} */
function* readMember(name, member, depth, room) {
  let bytes;
  try {
    if (room.left <= 0) throw new RangeError("too large");
    bytes = member.bytes();
    room.left -= bytes.length;
  } catch (error) {
    yield { name, reading: unreadable("", "压缩包里的这个文件解不开：太大，或者坏了。请解压以后再交。") };
    return;
  }
  yield* readAny(name, bytes, depth + 1, room);
}

/** @param {string} name @param {Uint8Array} bytes @param {number} depth @param {{left: number}} room @returns {Generator<Item>} */
function* readAny(name, bytes, depth, room) {
  if (ZIP.test(name)) yield* readZip(name, bytes, depth, room);
  else if (WORKBOOK.test(name)) yield* readWorkbook(name, bytes);
  else if (KNOWN.test(name)) yield* readKnown(name, bytes);
  else yield passedOver(name);
}

/**
 * @param {string} name with its folders, for people
 * @param {Uint8Array} bytes
 * @returns {Iterable<Item>} one at a time, so that a page can breathe between them
 */
export function readFile(name, bytes) {
  return readAny(name, bytes, 0, { left: MOST_UNPACKED });
}

/** The most bytes that a file of this name may have to be opened at all; 0: it is not opened. @param {string} name */
export function mostBytes(name) {
  if (ZIP.test(name)) return MOST_ZIP_BYTES;
  return KNOWN.test(name) || WORKBOOK.test(name) ? MOST_BYTES : 0;
}
