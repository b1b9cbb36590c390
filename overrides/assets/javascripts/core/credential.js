// A credential, its compact form and its Open Badge: what is signed. Mirrors scripts/portal/model/credential.py.
// Never throws and verifies nothing: what is no credential comes back as null, who signed it asks credential-verdict.js.
// @ts-check
import { fromBase64Url, toBase64Url } from "./bytes.js";
import { isDate } from "./instant.js";
import { isMap } from "./items.js";

/**
 * @typedef {object} Credential everything that is signed, in the order of the compact form
 * @property {string} kid name of the key that signed
 * @property {string} id
 * @property {string} name
 * @property {string} title of the track
 * @property {number} hours
 * @property {string} date of passing
 * @property {string} expires last day, or ""
 * @property {string} issuer
 * @property {string} rules such as c/1 or c/nanning/2
 * @property {number} list number of the status list
 * @property {number} index place in it
 */
/** @typedef {{payload: Uint8Array, message: Uint8Array, signature: Uint8Array}} Compact */
/** @typedef {{header: Record<string, any>, payload: Record<string, any>, message: Uint8Array, signature: Uint8Array}} Jwt */

const VERSION = 1;
const COMPACT = /XYC1\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})(?![A-Za-z0-9_-])/;
const BEGUN = /^XYC1\.[A-Za-z0-9_-]{20}/;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const INVISIBLE = /\p{Cf}/gu;
/** Mail quotes lines with `>`, chats put the time and a name right behind the code. */
const BETWEEN = /[\s>]+/g;
const BEGIN = /(?=X[\s>]*Y[\s>]*C[\s>]*1[\s>]*\.)/;
const PASTED = /^[XYC1\s>]+\.[A-Za-z0-9_\s>-]+\.(?:[\s>]*[A-Za-z0-9_-]){86}(?![A-Za-z0-9_-])/;
const ID = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/;
const RULES = /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?\/[0-9]{1,4}$/;
const MORNING = "T00:00:00+08:00";
const EVENING = "T23:59:59+08:00";

/** @param {any} text */
const isLine = (text) => typeof text === "string" && text.trim() !== "" && Array.from(text).length <= 80 && !UNSEEN.test(text);
/** @param {number} least @param {number} most @returns {(member: any) => boolean} */
const whole = (least, most) => (member) => Number.isInteger(member) && member >= least && member <= most;
/** @param {RegExp} form @returns {(member: any) => boolean} */
const like = (form) => (member) => typeof member === "string" && member.length <= 90 && form.test(member);

/** In the order of the compact form. @type {Record<string, (member: any) => boolean>} */
const FIELDS = {
  kid: like(/^[A-Za-z0-9-]{1,20}$/), id: like(ID), name: isLine, title: isLine,
  hours: (hours) => typeof hours === "number" && hours > 0 && hours <= 10000,
  date: isDate, expires: (day) => day === "" || isDate(day), issuer: isLine, rules: like(RULES),
  list: whole(1, 999), index: whole(0, 131071),
};
const NAMES = Object.keys(FIELDS);

/** @param {Record<string, any>} row @returns {Credential | null} */
function credentialOf(row) {
  return NAMES.every((name) => FIELDS[name](row[name])) ? /** @type {any} */ (row) : null;
}

/**
 * Refuses the spare bits at the end that `atob` ignores: with them two texts would stand for the same signature.
 * @param {string} text
 * @returns {Uint8Array | null}
 */
function bytesOf(text) {
  try {
    const bytes = fromBase64Url(text);
    return toBase64Url(bytes) === text ? bytes : null;
  } catch (error) {
    return null;
  }
}

/** @param {Uint8Array | null} bytes @returns {any} undefined when it is no JSON */
function jsonOf(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes || undefined));
  } catch (error) {
    return undefined;
  }
}

/** @param {string} text */
const asciiOf = (text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/**
 * The compact forms in a text, each once; spaces, line breaks and words around them do not matter.
 * @param {string} text
 * @returns {{whole: string[], broken: number}} broken: how many began and were cut short
 */
export function findCompacts(text) {
  // One behind another with only a line break between would run together.
  const pieces = text.replace(INVISIBLE, "").split(BEGIN).filter((piece) => BEGUN.test(piece.replace(BETWEEN, "")));
  const matches = pieces.map((piece) => PASTED.exec(piece));
  const whole = Array.from(new Set(matches.map((match) => (match ? match[0].replace(BETWEEN, "") : "")))).filter(Boolean);
  return { whole, broken: matches.filter((match) => !match).length };
}

/** @param {string} compact @returns {Compact | null} */
export function splitCompact(compact) {
  const [, payload, signature] = compact.split(".");
  const [data, signed] = [bytesOf(payload || ""), bytesOf(signature || "")];
  return data && signed && COMPACT.test(compact)
    ? { payload: data, message: asciiOf(compact.slice(0, compact.lastIndexOf("."))), signature: signed } : null;
}

/** @param {Uint8Array} payload of a compact form @returns {Credential | null} */
export function credentialInPayload(payload) {
  const data = jsonOf(payload);
  if (!Array.isArray(data) || data[0] !== VERSION || data.length !== NAMES.length + 1) return null;
  return credentialOf(Object.fromEntries(NAMES.map((name, i) => [name, data[i + 1]])));
}

/** @param {string} token @returns {Jwt | null} */
export function splitJwt(token) {
  const parts = token.split(".");
  if (parts.length !== 3) return null;
  const [header, payload] = parts.slice(0, 2).map((part) => jsonOf(bytesOf(part)));
  const signature = bytesOf(parts[2]);
  if (!isMap(header) || !isMap(payload) || !signature) return null;
  return { header, payload, message: asciiOf(`${parts[0]}.${parts[1]}`), signature };
}

/** @param {string} text @param {string} ending */
const without = (text, ending) => (text.endsWith(ending) ? text.slice(0, -ending.length) : text);
/** @param {string} text such as "7" @returns {number} NaN for what is no whole number */
const numberIn = (text) => (/^\d{1,6}$/.test(text) ? Number(text) : NaN);

/** @param {Record<string, any>} payload of an Open Badge @param {string} kid @returns {Credential | null} */
export function credentialInBadge(payload, kid) {
  try {
    const { credentialSubject: subject, credentialStatus: status, validUntil = "" } = payload;
    const list = /\/status-(\d+)\.jwt$/.exec(status.statusListCredential);
    return credentialOf({
      kid,
      id: payload.id.slice(payload.id.lastIndexOf("#") + 1),
      name: subject.identifier[0].identityHash,
      title: subject.achievement.fieldOfStudy,
      hours: subject.creditsEarned,
      date: without(payload.validFrom, MORNING),
      expires: without(validUntil, EVENING),
      issuer: payload.issuer.name,
      rules: subject.achievement.version,
      list: list ? Number(list[1]) : NaN,
      index: numberIn(status.statusListIndex),
    });
  } catch (error) {
    return null; // a member is missing somewhere on the way
  }
}

/** @param {Credential | null} one @param {Credential | null} other */
export function isSameCredential(one, other) {
  return JSON.stringify(one && NAMES.map((name) => one[/** @type {keyof Credential} */ (name)]))
    === JSON.stringify(other && NAMES.map((name) => other[/** @type {keyof Credential} */ (name)]));
}
