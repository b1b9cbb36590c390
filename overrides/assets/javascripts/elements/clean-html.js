// HTML from a file of somebody else as harmless nodes: built anew from a short list of tags, nothing is copied over.
// The list is ALLOWED_TAGS of scripts/portal/model/paper.py. Attributes do not survive, but for a picture's.
// @ts-check
import { make } from "./dom.js";

const ALLOWED = new Set(["p", "strong", "em", "code", "pre", "ul", "ol", "li", "br", "blockquote",
  "table", "thead", "tbody", "tr", "th", "td"]);
/** Their words are no words for readers. */
const SILENT = new Set(["script", "style", "template", "noscript", "iframe", "object", "embed", "textarea", "title",
  "select", "option", "noembed", "noframes", "xmp", "plaintext"]);
const PICTURE = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const DEEPEST = 40;

/**
 * @param {Element} element
 * @param {(number: number) => Node} makeGap
 * @param {{gaps: number}} count
 * @param {number} depth
 * @returns {Node[]}
 */
function cleanElement(element, makeGap, count, depth) {
  const name = element.localName;
  // SVG and MathML are no HTMLElement.
  if (!(element instanceof HTMLElement) || SILENT.has(name) || depth > DEEPEST) return [];
  if (name === "u" && element.childNodes.length === 0) {
    count.gaps += 1;
    return [makeGap(count.gaps)];
  }
  if (name === "img") return cleanPicture(element);
  const inside = cleanChildren(element, makeGap, count, depth + 1);
  return ALLOWED.has(name) ? [make(/** @type {"p"} */ (name), {}, ...inside)] : inside;
}

/** @param {Element} picture @returns {Node[]} the picture if it is inside the file, else its description */
function cleanPicture(picture) {
  const [alt, src] = [picture.getAttribute("alt") || "", picture.getAttribute("src") || ""];
  if (PICTURE.test(src)) return [make("img", { alt, src })];
  return alt ? [document.createTextNode(`〔${alt}〕`)] : [];
}

/**
 * @param {ParentNode} parent
 * @param {(number: number) => Node} makeGap
 * @param {{gaps: number}} count
 * @param {number} depth
 * @returns {Node[]}
 */
function cleanChildren(parent, makeGap, count, depth) {
  return Array.from(parent.childNodes).flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent || "")];
    return node.nodeType === Node.ELEMENT_NODE ? cleanElement(/** @type {Element} */ (node), makeGap, count, depth) : [];
  });
}

/**
 * @param {string} html
 * @param {(number: number) => Node} [makeGap] what stands where an empty <u> is; gaps are counted from 1
 * @returns {DocumentFragment}
 */
export function cleanHtml(html, makeGap = () => document.createTextNode("____")) {
  // A document of its own: in it nothing is loaded and nothing runs.
  const { body } = new DOMParser().parseFromString(`<!doctype html><body>${html}`, "text/html");
  const clean = document.createDocumentFragment();
  cleanChildren(body, makeGap, { gaps: 0 }, 0).forEach((node) => clean.append(node)); // as arguments they overflow the stack
  return clean;
}
