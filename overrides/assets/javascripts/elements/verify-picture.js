// Reads the QR code in a photo, a screenshot or a frame of a film. The reader's code comes after the rest of the page.
// Sends nothing anywhere: the picture never leaves the page.
// @ts-check
import { make } from "./dom.js";

/** Longest sides tried, in pixels: a code that fills the picture is read best small, a small one in a large photo large. */
const SIDES = [900, 1600, 500, 2600];
const PAUSE_MS = 5;

/** @typedef {(data: {width: number, height: number, data: Uint8ClampedArray}) => string} DecodeQR */

/** @returns {Promise<DecodeQR>} */
export const loadReader = () => import("../vendor/qr.js").then(({ decodeQR }) => decodeQR);

/**
 * @param {CanvasImageSource} source
 * @param {{width: number, height: number}} size of the source
 * @param {number} side the longest side to be read at
 * @param {DecodeQR} decodeQR
 * @returns {string} "" when no code was found
 */
export function readFrame(source, { width, height }, side, decodeQR) {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = make("canvas", { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) });
  const pen = canvas.getContext("2d");
  if (!pen) return "";
  pen.fillStyle = "#fff"; // a transparent ground would be read as black
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
  } catch (error) {
    return ""; // no code, or one that cannot be made out
  }
}

/** As a `data:` address: works from a folder too, and under the strict policy. @param {Blob} file @returns {Promise<HTMLImageElement>} */
function pictureOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    const image = new Image();
    reader.onerror = reject;
    reader.onload = () => { image.src = String(reader.result); };
    image.onerror = reject;
    image.onload = () => resolve(image);
    reader.readAsDataURL(file);
  });
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/**
 * @param {Blob} file a picture of any form that the browser shows
 * @param {DecodeQR} decodeQR
 * @returns {Promise<string>} the text of the code, or "" when there is none
 * @throws when the browser cannot show the picture
 */
export async function readPicture(file, decodeQR) {
  const image = await pictureOf(file);
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  const longest = Math.max(size.width, size.height);
  const sides = SIDES.filter((side, i) => i === 0 || side < longest || SIDES[i - 1] < longest);
  for (const side of sides) {
    const text = readFrame(image, size, side, decodeQR);
    if (text) return text;
    await pause();
  }
  return "";
}
