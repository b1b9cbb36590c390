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
  const fresh = answersSince(record, backup ? backup.at : undefined);
  if (fresh.length >= MANY) return fresh.length;
  const waitingSince = backup ? [backup.at] : fresh.map((answer) => answer.first.at);
  const isLong = waitingSince.some((at) => now / 1000 - toSeconds(at) >= LONG_SECONDS);
  return isLong ? fresh.length : 0;
}
