// Finds text codes in the cells of an .xlsx workbook: what a form on 腾讯文档 or 微信收集表 gathered. Reads nothing else of it.
// Mirrors scripts/portal/records/cells.py. Bounded like a zip file, which it is.
// @ts-check
import { membersOf } from "./zip.js";

const MOST_BYTES = 32 * 1024 * 1024;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
const STRINGS = "xl/sharedStrings.xml";
const ITEM = /<si>([\s\S]*?)<\/si>|<si\/>/g;
const TEXT = /<t(?:\s[^>]*)?>([^<]*)<\/t>/g;
const SOUND = /<rPh[\s\S]*?<\/rPh>/g;
const CELL = /<c\s([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g;
const PLACE = /\br="([A-Z]+)\d+"/;
const VALUE = /<v>([^<]*)<\/v>/;
/** @type {Record<string, string>} */
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @param {string} text */
const plain = (text) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, digits, name) => {
  const code = hex ? parseInt(hex, 16) : Number(digits);
  if (name) return NAMED[name] || all;
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
});

/** @param {string} xml */
const textIn = (xml) => Array.from(xml.replace(SOUND, "").matchAll(TEXT), ([, text]) => plain(text)).join("");

/** @param {string} attributes @param {string} inner @param {string[]} strings */
function cellText(attributes, inner, strings) {
  if (/\bt="inlineStr"/.test(attributes)) return textIn(inner);
  const [, value = ""] = VALUE.exec(inner) || [];
  return /\bt="s"/.test(attributes) ? strings[Number(value)] || "" : plain(value);
}

/** A code may go on in the cells below it: each column is one text. @param {string} xml @param {string[]} strings @returns {string[]} */
function columnsIn(xml, strings) {
  /** @type {Map<string, string[]>} */
  const columns = new Map();
  for (const [, attributes, inner = ""] of xml.matchAll(CELL)) {
    const [, place = ""] = PLACE.exec(attributes) || [];
    const cells = columns.get(place) || [];
    cells.push(cellText(attributes, inner, strings));
    columns.set(place, cells);
  }
  return Array.from(columns.values(), (cells) => cells.join("\n"));
}

/**
 * The texts of all columns in which a code may stand.
 * @param {Uint8Array} bytes
 * @param {(text: string) => boolean} isWanted
 * @returns {string[] | null} null: no workbook, or a damaged or far too large one
 */
export function codeColumns(bytes, isWanted) {
  try {
    const members = membersOf(bytes, MOST_BYTES) || [];
    const sheets = members.filter(({ name }) => SHEET.test(name));
    if (sheets.length === 0 || members.some(({ reason, name }) => reason && (SHEET.test(name) || name === STRINGS))) return null;
    const read = (/** @type {import("./zip.js").Member} */ member) => new TextDecoder().decode(member.bytes());
    const shared = members.find(({ name }) => name === STRINGS);
    const strings = shared ? Array.from(read(shared).matchAll(ITEM), ([, item = ""]) => textIn(item)) : [];
    return sheets.flatMap((sheet) => columnsIn(read(sheet), strings)).filter(isWanted);
  } catch (error) {
    return null;
  }
}
