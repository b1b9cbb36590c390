// The names under which things are stored. One key per item, so that two tabs never overwrite each other's.
// Knows names only; storage.js reads and writes.
// @ts-check

/** @typedef {"answer" | "unit" | "attempt" | "lesson" | "favourite"} Kind */
/** @typedef {{profile: string, kind: string, id: string}} ParsedKey */

const PROFILE = /^[a-z0-9-]{1,32}$/;
const ITEM = /^portal:([a-z0-9-]{1,32}):([a-z]+)(?::([^]*))?$/;

export const ACTIVE = "portal-active";
export const GRADE = "portal-grade";
/** Four dates of one's own, as core/school-year.js writes them; without it the site's hold. */
export const SCHOOL_YEAR = "portal-school-year";
/** Periods a month by grade, as JSON; a grade that is not in it has the site's. */
export const QUOTAS = "portal-quotas";
/** How many right answers in a row take a question out of 错题本. */
export const STREAK = "portal-mistakes-streak";
/** The event on the document when a file of a lesson was taken. */
export const TAKEN = "portal-taken";
export const BROKEN_PREFIX = "portal-broken:";
/** In sessionStorage: the profile this tab was opened with. */
export const TAB_PROFILE = "portal-tab-profile";
const UNDO_PREFIX = "portal-undo:";

/** @param {string} id */
export const isProfileId = (id) => PROFILE.test(id);

/** @param {string} profile @param {string} kind @param {string} [id] */
export const itemKey = (profile, kind, id) => `portal:${profile}:${kind}${id === undefined ? "" : `:${id}`}`;

/** @param {string} profile @param {string} question */
export const seenKey = (profile, question) => `portal-seen:${profile}:${question}`;

/** @param {string} profile @param {string} label */
export const undoKey = (profile, label) => `${UNDO_PREFIX}${profile}:${label}`;

/**
 * @param {string} key
 * @returns {ParsedKey | null} null for a key that is not an item of a profile
 */
export function parseKey(key) {
  const match = ITEM.exec(key);
  return match ? { profile: match[1], kind: match[2], id: match[3] || "" } : null;
}

/**
 * Whether a key belongs to a profile, display-only keys included.
 * @param {string} key
 * @param {string} profile
 */
export function isOfProfile(key, profile) {
  return key.startsWith(`portal:${profile}:`) || key.startsWith(`portal-seen:${profile}:`);
}
