// When a question of 错题本 is due again: FSRS, played once more over the answers that were given. Stores no schedule.
// The scheduler is passed in: it is another's work (vendor/fsrs.js) and only 错题本 loads it.
// @ts-check
import { compareText } from "./text-order.js";

/** @typedef {import("./mistakes.js").Judged} Judged */
/** @typedef {import("./mistakes.js").Practised} Practised */
/** @typedef {{fsrs: (options: object) => any, createEmptyCard: (now: Date) => any, Rating: Record<string, number>}} Scheduler */
/** @typedef {Practised & {due: number}} Dated due: milliseconds */

const DAY = 24 * 60 * 60 * 1000;
/** Whole days, and the same every time: two devices with the same answers show the same day. */
const OPTIONS = { enable_fuzz: false, enable_short_term: false };

/**
 * A question answered wrongly last is due at once; one answered right, when it is about to be forgotten.
 * @param {Scheduler} scheduler
 * @returns {(history: Judged[]) => number} milliseconds
 */
export function dueDates({ fsrs, createEmptyCard, Rating }) {
  const plan = fsrs(OPTIONS);
  return (history) => {
    const last = history[history.length - 1];
    if (!last) return 0;
    if (!last.isRight) return Date.parse(last.at);
    let card = createEmptyCard(new Date(history[0].at));
    for (const { at, isRight } of history) card = plan.next(card, new Date(at), isRight ? Rating.Good : Rating.Again).card;
    return card.due.getTime();
  };
}

/**
 * @param {Practised[]} items
 * @param {(history: Judged[]) => number} dueOf
 * @returns {Dated[]} what is due first comes first
 */
export function inOrderOfDue(items, dueOf) {
  const dated = items.map((item) => ({ ...item, due: dueOf(item.history) }));
  return dated.sort((a, b) => a.due - b.due || compareText(a.id, b.id));
}

/**
 * @param {number} due milliseconds
 * @param {number} endOfToday milliseconds
 */
export function dueWords(due, endOfToday) {
  if (due < endOfToday) return "今天该复习";
  const days = Math.floor((due - endOfToday) / DAY) + 1;
  return days === 1 ? "明天再练" : `${days} 天后再练`;
}
