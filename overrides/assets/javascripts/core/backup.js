// When to remind a learner to take a copy of the record. Decides only; the notice is elements/backup-reminder.js.
// @ts-check
import { toSeconds } from "./instant.js";
import { answersSince } from "./record.js";

/** @typedef {{at: string, count: number}} Backup the time of the last export, and how many answers it held */

const MANY = 20;
const LONG_SECONDS = 7 * 24 * 3600;

/**
 * @param {import("./record.js").PortalRecord} record
 * @param {Backup | null} backup
 * @param {number} now milliseconds
 * @returns {number} how many answers have no copy yet, or 0 if there is no need to say so
 */
export function answersToBackUp(record, backup, now) {
  const isPast = (/** @type {string} */ at) => toSeconds(at) * 1000 <= now;
  // A clock that ran ahead once must neither silence the reminder for years nor make it come back after each export.
  const last = backup && isPast(backup.at) ? backup : null;
  const fresh = answersSince(record, last ? last.at : undefined).filter(({ latest }) => !last || isPast(latest.at));
  if (fresh.length >= MANY) return fresh.length;
  const waitingSince = last ? [last.at] : fresh.map((answer) => answer.first.at);
  const isLong = waitingSince.some((at) => now / 1000 - toSeconds(at) >= LONG_SECONDS);
  return isLong ? fresh.length : 0;
}
