// Finds credentials in whatever somebody brings: pasted text, the file, the picture they are baked into, the PDF.
// Judges nothing. What holds none is told what it is and what to bring instead.
// @ts-check
import { findCompacts } from "./credential.js";
import { inflate } from "./inflate.js";
import { isMap } from "./items.js";

/** @typedef {import("./credential-verdict.js").Found} Found */
/** @typedef {{found: Found[], isPicture?: boolean, reason: string}} Findings isPicture: a QR code may be drawn in it; reason: "" when something was found */

export const MOST_BYTES = 32 * 1024 * 1024;
const MOST_AT_ONCE = 500;
const MOST_TOKEN = 64 * 1024;
const KEYWORD = "openbadgecredential";
const SCHEMA = "portal-credential/1";
const BRING = "请选签发单位发的文件（.json、.png、.pdf），或者扫纸上的二维码。";
const CUT = "只有一部分，没有传完整。请本人重新发一次，或者扫纸上的二维码。";

/** @param {string} reason @returns {Findings} */
const nothing = (reason) => ({ found: [], reason });
/** @param {Found[]} found @returns {Findings} */
const these = (found) => (found.length > MOST_AT_ONCE
  ? nothing(`一次最多核验 ${MOST_AT_ONCE} 份，这里有 ${found.length} 份。请分几次。`) : { found, reason: "" });

/** @param {Record<string, any>} data @returns {Findings} */
function findInJson({ schema, compact, jwt }) {
  const name = typeof schema === "string" ? schema : "";
  if (name === SCHEMA && typeof compact === "string" && typeof jwt === "string") return these([{ compact, jwt }]);
  if (name === SCHEMA) return nothing(`文件里少了签名的部分。${BRING}`);
  if (name.startsWith("portal-credential/")) return nothing("这份学习记录是另一个版本的心育学堂做的，这里还读不了。请扫纸上的二维码。");
  if (name.startsWith("portal-record/")) return nothing(`这是自己导出的作答记录，没有人签过名，不用核验。${BRING}`);
  return nothing(`这个文件不是签发的学习记录。${BRING}`);
}

/**
 * @param {string} text pasted, scanned, or of a file
 * @returns {Findings}
 */
export function findInText(text) {
  const bare = text.replace(/^\uFEFF+/, "").trim();
  if (bare === "") return nothing(`里面是空的。${BRING}`);
  if (bare.startsWith("{")) {
    try {
      const data = JSON.parse(bare);
      return findInJson(isMap(data) ? data : {});
    } catch (error) {
      return nothing(`这个文件${CUT}`);
    }
  }
  const { whole, broken } = findCompacts(bare);
  if (whole.length + broken > 0 || bare.includes("XYC1.")) {
    if (broken > 0 && whole.length > 0) return nothing(`这里面有 ${broken} 份${CUT}其余 ${whole.length} 份请另外核验。`);
    return whole.length > 0 ? these(whole.map((compact) => ({ compact }))) : nothing(`这串文字${CUT}`);
  }
  const token = bare.length <= MOST_TOKEN ? bare.replace(/\s/g, "") : "";
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return these([{ jwt: token }]);
  return nothing(`这里面没有学习记录。学习记录的文字以 XYC1. 开头。${BRING}`);
}

/** @param {Uint8Array} bytes @param {number} from @param {number} to */
const latin = (bytes, from, to) => Array.from(bytes.subarray(from, to), (byte) => String.fromCharCode(byte)).join("");

/** What an iTXt chunk of the right name says. @param {Uint8Array} data @returns {string | null} */
function bakedText(data) {
  if (latin(data, 0, KEYWORD.length + 1) !== `${KEYWORD}\0`) return null;
  const isPacked = data[KEYWORD.length + 1] === 1;
  const language = data.indexOf(0, KEYWORD.length + 3);
  const start = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (start < 0) return null;
  const text = data.subarray(start + 1);
  // Two bytes of zlib's head stand before the packed text.
  return new TextDecoder().decode(isPacked ? inflate(text.subarray(2), MOST_TOKEN) : text);
}

/** @param {Uint8Array} png @returns {string | null} what is baked into a picture */
function findBaked(png) {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 12 <= png.length;) {
    const size = view.getUint32(at);
    const text = latin(png, at + 4, at + 8) === "iTXt" ? bakedText(png.subarray(at + 8, at + 8 + size)) : null;
    if (text !== null) return text;
    at += size + 12;
  }
  return null;
}

/** @param {Uint8Array} png @returns {Findings} */
function findInPng(png) {
  try {
    const text = findBaked(png);
    const { found } = text === null ? nothing("") : findInText(text);
    if (found.length > 0) return these(found);
  } catch (error) {
    // A broken chunk; the QR code may still be there to be read.
  }
  return { found: [], isPicture: true, reason: "" };
}

/** @param {Uint8Array} pdf @returns {Findings} */
function findInPdf(pdf) {
  const text = new TextDecoder("latin1").decode(pdf);
  const candidates = text.match(/XYC1\.[A-Za-z0-9_.\s-]{1,1200}/g) || [];
  const { whole } = findCompacts(candidates.join("\n"));
  return whole.length > 0 ? these(whole.map((compact) => ({ compact })))
    : nothing("这份 PDF 里读不出学习记录，它可能是扫描的，或者另存过。请扫上面印着的二维码，或者给二维码截一张图拖进来。");
}

/** @param {Uint8Array} bytes */
function looksLikePicture(bytes) {
  const head = latin(bytes, 0, 12);
  return /^(\xff\xd8\xff|GIF8|BM|RIFF....WEBP|....ftyp)/s.test(head);
}

/**
 * @param {Uint8Array} bytes of a file
 * @returns {Findings}
 */
export function findInBytes(bytes) {
  if (bytes.length > MOST_BYTES) return nothing(`文件太大，不会是学习记录。${BRING}`);
  const head = latin(bytes, 0, 5);
  if (head.startsWith("\x89PNG")) return findInPng(bytes);
  if (head === "%PDF-") return findInPdf(bytes);
  if (looksLikePicture(bytes)) return { found: [], isPicture: true, reason: "" };
  if (head.startsWith("PK")) return nothing(`这是 Word、Excel 或压缩包。请先把里面的文件取出来。${BRING}`);
  try {
    return findInText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    return nothing(`这个文件里没有学习记录。${BRING}`);
  }
}
