// Reads zip files by their list of contents. Bounded: what says it is large is not unpacked, what turns out large stops.
// Writes nothing; names in it are only shown.
// @ts-check
import { inflate } from "../inflate.js";

/** @typedef {{name: string, size: number, reason: string, bytes: () => Uint8Array}} Member reason: why it cannot be read, or "" */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65535;
const MOST_MEMBERS = 20000;
const UTF8 = 0x800;
const ENCRYPTED = 0x1;
const [STORED, DEFLATED] = [0, 8];

/** @param {DataView} view @returns {number} where the end of the list stands; -1 where there is none */
function findEnd(view) {
  const first = Math.max(0, view.byteLength - END_SIZE - LONGEST_COMMENT);
  for (let at = view.byteLength - END_SIZE; at >= first; at -= 1) if (view.getUint32(at, true) === END) return at;
  return -1;
}

/** Windows in China writes names in GBK and does not say so. @param {Uint8Array} bytes @param {boolean} isUtf8 */
function nameOf(bytes, isUtf8) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    return new TextDecoder(isUtf8 ? "utf-8" : "gb18030").decode(bytes);
  }
}

/** @param {Uint8Array} zip @param {DataView} view @param {number} at @param {number} packed @param {number} method @param {number} most */
function unpack(zip, view, at, packed, method, most) {
  if (at + 30 > zip.length || view.getUint32(at, true) !== LOCAL) throw new RangeError("no such member");
  const begin = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const bytes = zip.subarray(begin, begin + packed);
  if (bytes.length < packed) throw new RangeError("cut short");
  if (method === STORED && packed > most) throw new RangeError("too large");
  return method === STORED ? bytes : inflate(bytes, most);
}

/**
 * @param {Uint8Array} zip
 * @param {number} most bytes that one member may have
 * @returns {Member[] | null} in the order of the archive, folders left out; null for what is no zip file, or a damaged one
 */
export function membersOf(zip, most) {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length >= END_SIZE ? findEnd(view) : -1;
  if (end < 0) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  /** @type {Member[]} */
  const members = [];
  for (let i = 0; i < Math.min(count, MOST_MEMBERS); i += 1) {
    if (at + 46 > zip.length || view.getUint32(at, true) !== ENTRY) return null;
    const [flags, method, packed, size] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [nameSize, place] = [view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
    const name = nameOf(zip.subarray(at + 46, at + 46 + nameSize), (flags & UTF8) > 0);
    const reason = flags & ENCRYPTED ? "压缩包里的这个文件加了密码。请解压以后再交。"
      : method !== STORED && method !== DEFLATED ? "压缩方法不认识。请解压以后再交。"
      : size > most ? "太大，不会是学习记录。" : "";
    if (!name.endsWith("/")) members.push({ name, size, reason, bytes: () => unpack(zip, view, place, packed, method, most) });
    at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}
