// Counts the seconds of reading on a unit's page and saves them now and then. A hint for the learner, never a proof.
// @ts-check
import { ReadingTime } from "../core/reading-time.js";
import { SIGNS_OF_USE } from "./first-use.js";

const LOOK_MS = 5000;
const SAVE_SECONDS = 15;

/**
 * @param {string} unit
 * @param {import("./portal-element.js").Context} context
 */
export function startReading(unit, { store, clock }) {
  const time = new ReadingTime(clock());
  let wasVisible = document.visibilityState === "visible";
  const look = () => {
    time.look(clock(), wasVisible);
    wasVisible = document.visibilityState === "visible";
  };
  const save = () => {
    const seconds = time.take();
    if (seconds > 0) store.addSeconds(unit, seconds);
  };
  SIGNS_OF_USE.forEach((sign) => {
    document.addEventListener(sign, () => time.used(clock()), { passive: true, capture: true });
  });
  setInterval(() => {
    look();
    if (time.unsaved >= SAVE_SECONDS * 1000) save();
  }, LOOK_MS);
  // Phones often end a page without any other word than these two.
  ["pagehide", "visibilitychange"].forEach((end) => {
    (end === "pagehide" ? window : document).addEventListener(end, () => {
      look();
      save();
    });
  });
}
