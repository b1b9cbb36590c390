// Hands over what was taken and ticked before the store was there: see early-takes.js.
// @ts-check
import { toInstant } from "../core/instant.js";
import { EARLY_TAKES, EARLY_TICKS, earlyTakes } from "./early-takes.js";

/**
 * @param {import("../storage.js").Shelf} local
 * @param {import("./facts.js").Facts} facts
 * @returns {boolean} whether there was anything
 */
export function handOverEarlyTakes(local, facts) {
  const takes = earlyTakes(local).filter((take) => take && Number.isInteger(take.revision) && Math.abs(take.at) < 8.64e15);
  takes.forEach(({ lesson, revision, kind, at }) => facts.saveTaken(String(lesson), { revision, at: toInstant(at), kind }));
  if (local.get(EARLY_TAKES) !== null) local.remove(EARLY_TAKES);
  return takes.length > 0;
}

/** @param {import("../storage.js").Shelf} local @returns {[string, string[]]} lesson, what is ticked on its list of materials */
function earlyTicks(local) {
  try {
    const [lesson, ticked] = JSON.parse(local.get(EARLY_TICKS) || "[]");
    return [String(lesson), Array.isArray(ticked) ? ticked.map(String) : []];
  } catch (error) {
    return ["", []];
  }
}

/**
 * What is ticked by now stays so.
 * @param {import("../storage.js").Shelf} local
 * @param {import("./facts.js").Facts} facts
 */
export function handOverEarlyTicks(local, facts) {
  if (local.get(EARLY_TICKS) === null) return;
  const [lesson, ticked] = earlyTicks(local);
  facts.saveTicked(lesson, [...new Set([...facts.ticked(lesson), ...ticked])]);
  local.remove(EARLY_TICKS);
}
