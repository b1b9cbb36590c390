// <portal-class-mode>: leaves one step of 教学过程 at a time on the screen, in large type, with the way to the next.
// What is hidden meanwhile is decided in stylesheets/lesson.css, for screens only.
// @ts-check
import { button, make, stepButton } from "./dom.js";
import { PortalElement } from "./portal-element.js";

const LOOK = "portal-teaching";
const NOW = "portal-now";
const SECOND_MS = 1000;

/** @param {number} seconds */
const asClock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export class PortalClassMode extends PortalElement {
  constructor() {
    super();
    /** @type {HTMLElement[]} */
    this.steps = [];
    this.position = 0;
    this.began = 0;
    this.time = make("span");
    this.place = make("span");
    this.back = stepButton("‹ 上一步", () => this.go(this.position - 1));
    this.next = stepButton("下一步 ›", () => this.go(this.position + 1));
    this.bar = make("div", { class: "portal-teaching-bar", role: "group", "aria-label": "上课模式" });
  }

  start() {
    this.steps = Array.from(document.querySelectorAll(".portal-step"));
    if (this.steps.length === 0) return;
    this.append(button("上课模式", () => this.open()));
    this.bar.append(this.back, make("p", {}, this.place, this.time), this.next, button("退出", () => this.leave()));
    document.addEventListener("keydown", (event) => this.pressed(event));
    // 后退 on a phone leaves the mode, not the lesson.
    window.addEventListener("popstate", () => this.close());
  }

  /** @private */
  get isOpen() {
    return document.documentElement.classList.contains(LOOK);
  }

  /** @private */
  open() {
    history.scrollRestoration = "manual"; // the way out leads to the step last shown, not to where the way in was
    history.pushState({ teaching: true }, "");
    document.documentElement.classList.add(LOOK);
    document.body.append(this.bar);
    this.ticking = setInterval(() => this.tick(), SECOND_MS);
    this.keepAwake();
    this.go(this.position);
  }

  /** @private */
  keepAwake() {
    if (!("wakeLock" in navigator)) return;
    navigator.wakeLock.request("screen").then((lock) => { this.lock = lock; }).catch(() => {});
  }

  /** @private */
  leave() {
    if (history.state && history.state.teaching) history.back();
    else this.close();
  }

  /** @private */
  close() {
    if (!this.isOpen) return;
    clearInterval(this.ticking);
    if (this.lock) this.lock.release();
    document.documentElement.classList.remove(LOOK);
    this.bar.remove();
    history.scrollRestoration = "auto";
    this.show(this.steps[this.position]);
  }

  /** @private @param {number} position */
  go(position) {
    if (position < 0 || position >= this.steps.length) return;
    const { steps, back, next, place } = this;
    this.position = position;
    this.began = this.context.clock();
    document.querySelectorAll(`.${NOW}`).forEach((element) => element.classList.remove(NOW));
    const step = steps[position];
    step.classList.add(NOW);
    if (step.parentElement) step.parentElement.classList.add(NOW);
    back.setAttribute("aria-disabled", String(position === 0));
    next.setAttribute("aria-disabled", String(position === steps.length - 1));
    place.textContent = `${position + 1} / ${steps.length}`;
    this.tick();
    this.show(step);
  }

  /** @private @param {HTMLElement} step */
  show(step) {
    const heading = step.querySelector("h4") || step;
    heading.setAttribute("tabindex", "-1");
    /** @type {HTMLElement} */ (heading).focus({ preventScroll: true });
    if (this.isOpen) window.scrollTo(0, 0);
    else step.scrollIntoView();
  }

  /** @private */
  tick() {
    const minutes = Number(this.steps[this.position].dataset.portalMinutes);
    const seconds = Math.max(0, Math.round((this.context.clock() - this.began) / SECOND_MS));
    this.time.textContent = `${asClock(seconds)} / ${asClock(minutes * 60)}`;
  }

  /** @private @param {KeyboardEvent} event */
  pressed(event) {
    if (!this.isOpen || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowRight") this.go(this.position + 1);
    else if (event.key === "ArrowLeft") this.go(this.position - 1);
    else if (event.key === "Escape") this.leave();
  }
}
