// Seconds in which a page was really being read: visible, and used within the last minute. The clock is passed in.
// @ts-check

const IDLE_MS = 60000;
/** A longer gap between two looks means that the computer slept. */
const LONGEST_GAP_MS = 15000;

export class ReadingTime {
  /** @param {number} now */
  constructor(now) {
    this.lastUsed = now;
    this.lastLook = now;
    this.unsaved = 0;
  }

  /** @param {number} now */
  used(now) {
    this.lastUsed = now;
  }

  /** @param {number} now @param {boolean} isVisible */
  look(now, isVisible) {
    const gap = now - this.lastLook;
    this.lastLook = now;
    if (isVisible && gap > 0 && gap <= LONGEST_GAP_MS && now - this.lastUsed <= IDLE_MS) this.unsaved += gap;
  }

  /** Hands out whole seconds not yet saved and forgets them. */
  take() {
    const seconds = Math.floor(this.unsaved / 1000);
    this.unsaved -= seconds * 1000;
    return seconds;
  }
}
