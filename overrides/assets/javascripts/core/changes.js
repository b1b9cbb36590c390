// What changed in a unit or lesson since the revision that somebody studied or used.
// @ts-check
import { compareText } from "./text-order.js";

/** @typedef {{revision: number, text: string}} Change */
/** @typedef {{id: string, title: string, url: string, revision: number, lines: string[]}} ChangedLesson */

/**
 * What the authors told of the revisions since, newest first.
 * @param {Change[] | undefined} changes
 * @param {number} revision
 */
export function linesSince(changes, revision) {
  const later = (changes || []).filter((change) => change.revision > revision);
  return later.sort((a, b) => b.revision - a.revision).map(({ text }) => text);
}

/**
 * The lessons that have a newer revision than the one that was used, with what changed.
 * @param {Record<string, import("./ledger-words.js").LessonInfo>} lessons of the catalogue
 * @param {(lesson: string) => number} usedRevision 0 where it is not known
 * @returns {ChangedLesson[]}
 */
export function changedLessons(lessons, usedRevision) {
  const found = Object.entries(lessons).flatMap(([id, { title, url, revision = 1, changes }]) => {
    const used = revision > 1 ? usedRevision(id) : 0;
    return used > 0 && used < revision ? [{ id, title, url, revision, lines: linesSince(changes, used) }] : [];
  });
  return found.sort((a, b) => compareText(a.id, b.id));
}
