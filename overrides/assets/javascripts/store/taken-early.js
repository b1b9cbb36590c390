// Hands over what was taken before the store was there: see early-takes.js.
// @ts-check
import { toInstant } from "../core/instant.js";
import { EARLY_TAKES, earlyTakes } from "./early-takes.js";

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
