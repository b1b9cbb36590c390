// 核验 by camera: shows what it sees, reads the QR code, and lets go of the camera as soon as one was read or the page is left.
// Keeps and sends no picture. Where browsers give no camera (plain http) it says what to do instead.
// @ts-check
import { button, make, say, setVisible, statusLine } from "./dom.js";
import { loadReader, readFrame } from "./verify-picture.js";

const EVERY_MS = 150;
/** Longest sides read in turn, in pixels: a code held near is read best small, one held far away large. */
const SIDES = [800, 1600];
const NONE = "这里用不了摄像头（浏览器只在 https 网站上给用）。给二维码拍一张照片，从上面选进来，一样能核验。";
const REFUSED = "没有打开摄像头：浏览器没有得到允许，或者没有摄像头。给二维码拍一张照片，从上面选进来，一样能核验。";
const NOT_OURS = "这个二维码不是学习记录上的。请对准学习记录上的那一个。";
export const NO_READER = "读二维码的部分没有取到，可能是网络断了。连上网络再试一次，或者粘贴二维码里的文字。";

/** @param {string} text */
const isOurs = (text) => text.includes("XYC1.");

class Camera {
  /** @param {(text: string) => void} onText */
  constructor(onText) {
    this.onText = onText;
    this.status = statusLine();
    this.video = make("video", { playsinline: true, muted: true, "aria-label": "摄像头看到的画面" });
    this.opener = button("用摄像头扫", () => this.open());
    this.closer = button("关掉摄像头", () => this.close("摄像头已关。"));
    this.element = make("div", { class: "portal-verify-camera" },
      make("div", { class: "portal-row" }, this.opener, this.closer), this.video, this.status);
    this.showOpen(false);
    window.addEventListener("pagehide", () => this.close(""));
    document.addEventListener("visibilitychange", () => document.hidden && this.close(""));
  }

  /** @private @param {boolean} isOpen */
  showOpen(isOpen) {
    setVisible(this.video, isOpen);
    setVisible(this.closer, isOpen);
    setVisible(this.opener, !isOpen);
  }

  async open() {
    const decodeQR = await loadReader().catch(() => null);
    if (!decodeQR) return say(this.status, NO_READER);
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      this.video.srcObject = this.stream;
      this.showOpen(true);
      this.closer.focus();
      await this.video.play();
    } catch (error) {
      return this.close(REFUSED);
    }
    say(this.status, "对准二维码，离一拳远，等它自己认出来。");
    return this.look(decodeQR);
  }

  /** @private @param {import("./verify-picture.js").DecodeQR} decodeQR */
  look(decodeQR) {
    if (!this.stream) return;
    const { videoWidth: width, videoHeight: height } = this.video;
    this.turn = ((this.turn || 0) + 1) % SIDES.length;
    const text = width ? readFrame(this.video, { width, height }, SIDES[this.turn], decodeQR) : "";
    if (isOurs(text)) {
      this.close("");
      this.onText(text);
      return;
    }
    if (text && this.told !== text) say(this.status, NOT_OURS);
    this.told = text || this.told;
    setTimeout(() => this.look(decodeQR), EVERY_MS);
  }

  /** @param {string} words */
  close(words) {
    if (this.stream) this.stream.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
    this.video.srcObject = null;
    const hadFocus = document.activeElement === this.closer;
    this.showOpen(false);
    if (hadFocus) this.opener.focus();
    return say(this.status, words);
  }
}

/**
 * @param {(text: string) => void} onText called with what a code of ours says
 * @returns {HTMLElement}
 */
export function cameraSection(onText) {
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return make("p", {}, NONE);
  return new Camera(onText).element;
}
