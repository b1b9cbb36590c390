// The clock of a sheet: counts by the time it is given, so that sleep and reloads cost or give nothing.
// Speaks only now and then; says once that the time is over.
// @ts-check
import { clockText, secondsLeft, spokenTime } from "../core/exam-time.js";
import { make } from "./dom.js";

const TICK_MS = 1000;
const SHORT_SECONDS = 300;

export class ExamTimer {
  /**
   * @param {{deadline: number | null, clock: () => number, onSpeak: (words: string) => void, onOver: () => void}} options
   */
  constructor({ deadline, clock, onSpeak, onOver }) {
    this.deadline = deadline;
    this.clock = clock;
    this.onSpeak = onSpeak;
    this.onOver = onOver;
    this.element = make("span", { class: "portal-exam-time", role: "timer", "aria-live": "off" });
    this.left = Infinity;
    this.tick = this.tick.bind(this);
  }

  start() {
    if (this.deadline === null) return;
    this.interval = setInterval(this.tick, TICK_MS);
    // A page that was asleep must not show an old time until its next tick.
    document.addEventListener("visibilitychange", this.tick);
    this.tick();
  }

  stop() {
    clearInterval(this.interval);
    document.removeEventListener("visibilitychange", this.tick);
  }

  /** @private */
  tick() {
    const left = secondsLeft(Number(this.deadline), this.clock());
    const words = Number.isFinite(this.left) ? spokenTime(this.left, left) : "";
    this.left = left;
    this.element.textContent = `还剩 ${clockText(left)}`;
    this.element.classList.toggle("portal-exam-short", left <= SHORT_SECONDS);
    if (words) this.onSpeak(words);
    if (left === 0) {
      this.stop();
      this.onOver();
    }
  }
}
