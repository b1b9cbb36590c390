// Opens locked papers and seals hand-ins, with the vendored libraries alone: `crypto.subtle` is missing on plain http.
// Sends nothing anywhere.
// @ts-check
import { fromBase64Url } from "../core/bytes.js";
import { boundText, paperText, readPaperText } from "../core/paper.js";

/** @typedef {import("../core/paper.js").Paper} Paper */
/** @typedef {import("../core/paper.js").LockedPaper} LockedPaper */

const loadLock = () => import("../vendor/lock.js");
const loadAge = () => import("../vendor/age.js");

/** @param {string} text */
const bytesOf = (text) => new TextEncoder().encode(text);

/** Fetches what a hand-in will need while there is a network. @returns {Promise<unknown>} */
export const loadTools = () => Promise.all([loadLock(), loadAge()]);

/**
 * Takes a second on purpose, and leaves the page alive meanwhile.
 * @param {LockedPaper} locked
 * @param {string} code of plainCode
 * @param {(part: number) => void} onProgress 0 to 1
 * @returns {Promise<Paper | null>} null: another code, or a byte was changed
 */
export async function unlockPaper(locked, code, onProgress) {
  const { scryptAsync, chacha20poly1305 } = await loadLock();
  const { n, r, p, salt } = locked.kdf;
  const key = await scryptAsync(code, fromBase64Url(salt), { N: n, r, p, dkLen: 32, onProgress });
  try {
    const lock = chacha20poly1305(key, fromBase64Url(locked.nonce), bytesOf(boundText(locked)));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(lock.decrypt(fromBase64Url(locked.data)));
    const { paper } = readPaperText(text);
    return paper && paper.id === locked.id ? paper : null;
  } catch (error) {
    return null;
  }
}

/** @param {Paper} paper @returns {Promise<string>} 64 hexadecimal digits */
export async function digestOf(paper) {
  const { sha256 } = await loadLock();
  return Array.from(/** @type {Uint8Array} */ (sha256(bytesOf(paperText(paper)))), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {string} text
 * @param {string} recipient the trainer's public key, as the paper names it
 * @returns {Promise<Uint8Array>} what only the trainer opens
 */
export async function seal(text, recipient) {
  const { Encrypter } = await loadAge();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytesOf(text));
}
