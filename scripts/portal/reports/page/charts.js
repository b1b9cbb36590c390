// @ts-check
// Draws a part's picture, again whenever its table, the width, the colours or the paper change.

/** @type {any} */
const library = /** @type {any} */ (globalThis).echarts;

/** Paper: what A4 on its long side leaves between the margins. */
const PAPER = 960;

/** @type {Set<() => void>} */
const drawings = new Set();

/** @returns {Look} the colours that hold now */
function look() {
  const style = getComputedStyle(document.documentElement);
  const get = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: get("text"), faint: get("faint"), line: get("line"), one: get("one"), two: get("two"), three: get("three"),
    steps: ["none", "some", "most", "all"].map(get), font: getComputedStyle(document.body).fontFamily,
  };
}

/**
 * Make the drawing of a part; returns what draws given rows.
 * @param {HTMLElement} section
 * @param {Part} part
 * @returns {(rows: number[]) => void}
 */
function startDrawing(section, part) {
  const figure = section.querySelector("figure");
  const place = /** @type {HTMLElement | null} */ (section.querySelector(".drawing"));
  if (!part.drawing || !figure || !place || !library) return () => {};
  const { kind } = part.drawing;
  /** @type {any} */
  let chart = null;
  /** @type {number[]} */
  let now = [];
  const draw = () => {
    figure.hidden = now.length === 0;
    if (figure.hidden) return;
    const width = document.documentElement.classList.contains("on-paper") ? PAPER : place.clientWidth;
    const picture = PICTURES[kind](part, now, look(), width);
    chart = chart || library.init(place, null, { renderer: "svg", width, height: picture.height });
    chart.resize({ width, height: picture.height });
    chart.setOption({ animation: false, ...picture.option }, true);
    place.setAttribute("aria-label", `${part.title}的图：${picture.words}。数字都在下面的表里。`);
  };
  drawings.add(draw);
  return (rows) => {
    now = rows;
    draw();
  };
}

function drawAll() {
  drawings.forEach((draw) => draw());
}

/** Draw anew when the window, the colours or the paper ask for it. */
function followThePage() {
  let waiting = false;
  addEventListener("resize", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      drawAll();
    });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener?.("change", drawAll);
}

/** Open what is folded and draw for white paper; put all back afterwards. */
function followThePrinter() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((one) => !one.open);
    opened.forEach((one) => { one.open = true; });
    document.documentElement.classList.add("on-paper");
    drawAll();
  });
  addEventListener("afterprint", () => {
    opened.forEach((one) => { one.open = false; });
    document.documentElement.classList.remove("on-paper");
    drawAll();
  });
}
