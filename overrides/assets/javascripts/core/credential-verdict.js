// What is to be thought of a credential, against the issuers that the page believes. Mirrors credentials/verifying.py.
// The one step that needs arithmetic, whether a signature is right, is passed in. Asks nobody, on no network.
// @ts-check
import { credentialInBadge, credentialInPayload, findCompacts, isSameCredential, splitCompact, splitJwt } from "./credential.js";

/** @typedef {import("./credential.js").Credential} Credential */
/** @typedef {{kid: string, jwk: {x: string, y: string}, from: string, until: string | null}} IssuerKey */
/** @typedef {{name: string, keys: IssuerKey[]}} Issuer */
/** @typedef {{list: number, updated: string, revoked: [number, string][]}} StatusList */
/** @typedef {{issuers: Issuer[], statuses: StatusList[]}} Pinned whom the page believes */
/** @typedef {(message: Uint8Array, signature: Uint8Array, jwk: {x: string, y: string}) => boolean} IsSigned */
/** @typedef {{pinned: Pinned, today: string, isSigned: IsSigned}} Court today: 2026-12-01 in China */
/** @typedef {"valid" | "revoked" | "expired" | "foreign" | "altered" | "unreadable"} Standing */
/** @typedef {"unlisted" | "distrusted" | "retired-key" | "unknown-key" | "no-record" | "two-records" | ""} Why */
/** @typedef {{compact?: string, jwt?: string}} Found what a file or text holds: one form, or both of one credential */
/**
 * @typedef {object} Verdict
 * @property {Standing} standing
 * @property {Credential | null} credential what was signed; only what a known key signed is ever given
 * @property {Why} why
 * @property {string} day of revoking, last day of the key, or the unknown key's name
 * @property {string} updated time of the status list that was asked, or ""
 */

/** The first that holds of two forms is said. @type {Standing[]} */
const ORDER = ["unreadable", "altered", "foreign", "revoked", "expired", "valid"];

/**
 * @param {Standing} standing
 * @param {Partial<Verdict>} [more]
 * @returns {Verdict}
 */
const verdict = (standing, more = {}) => ({ standing, credential: null, why: "", day: "", updated: "", ...more });

/** @param {Pinned} pinned @param {unknown} kid @returns {IssuerKey | undefined} whoever's it is */
const keyOf = (pinned, kid) => pinned.issuers.reduce((/** @type {IssuerKey[]} */ all, { keys }) => all.concat(keys), [])
  .find((key) => key.kid === kid);

/** @param {unknown} kid */
const unknownKey = (kid) => verdict("foreign", { why: "unknown-key", day: String(kid).slice(0, 20) });

/** @param {Credential} credential whose signature is right @param {IssuerKey} key @param {Court} court @returns {Verdict} */
function judged(credential, key, { pinned, today }) {
  const { until } = key;
  if (until !== null && until < key.from) return verdict("foreign", { credential, why: "distrusted" });
  // Dates before the key's first day are fine: who passed before a change of keys gets his afterwards.
  if (until !== null && credential.date > until) return verdict("foreign", { credential, why: "retired-key", day: until });
  const status = pinned.statuses.find(({ list }) => list === credential.list);
  const updated = status ? status.updated : "";
  const revoked = status && status.revoked.find(([place]) => place === credential.index);
  if (revoked) return verdict("revoked", { credential, day: revoked[1], updated });
  if (credential.expires !== "" && credential.expires < today) return verdict("expired", { credential, updated });
  return verdict("valid", { credential, updated, why: status ? "" : "unlisted" });
}

/** @param {string} text @param {Court} court @returns {Verdict} on the first compact form in a text */
export function verifyCompact(text, court) {
  const parts = splitCompact(findCompacts(text).whole[0] || "");
  if (!parts) return verdict("unreadable");
  const credential = credentialInPayload(parts.payload);
  if (!credential) return verdict("altered");
  const key = keyOf(court.pinned, credential.kid);
  if (!key) return unknownKey(credential.kid);
  return court.isSigned(parts.message, parts.signature, key.jwk) ? judged(credential, key, court) : verdict("altered");
}

/** @param {string} token of an Open Badge @param {Court} court @returns {Verdict} */
export function verifyJwt(token, court) {
  const parts = splitJwt(token.trim());
  if (!parts) return verdict("unreadable");
  const { header, payload, message, signature } = parts;
  const key = keyOf(court.pinned, header.kid);
  if (!key) return unknownKey(header.kid);
  if (header.alg !== "ES256" || !court.isSigned(message, signature, key.jwk)) return verdict("altered");
  const credential = credentialInBadge(payload, key.kid);
  return credential ? judged(credential, key, court) : verdict("foreign", { why: "no-record" });
}

/**
 * Where both forms stand in a file, both must be right and say the same.
 * @param {Found} found
 * @param {Court} court
 * @returns {Verdict}
 */
export function verify({ compact, jwt }, court) {
  if (jwt === undefined) return verifyCompact(compact || "", court);
  if (compact === undefined) return verifyJwt(jwt, court);
  const [first, second] = [verifyCompact(compact, court), verifyJwt(jwt, court)];
  if (ORDER.indexOf(second.standing) < ORDER.indexOf(first.standing)) return second;
  return isSameCredential(first.credential, second.credential) ? first : verdict("altered", { why: "two-records" });
}
