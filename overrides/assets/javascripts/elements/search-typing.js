// Notices what is written into the search, by whatever means: keys, paste, voice, handwriting, an input method.
// While an input method composes a word nothing is asked; some browsers say it has ended before, some after the last input.
// @ts-check

const WAIT_MS = 80;

/** @param {HTMLInputElement} input @param {() => void} ask */
export function watchTyping(input, ask) {
  let isComposing = false;
  let waiting = 0;
  const soon = () => {
    if (isComposing) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  };
  input.addEventListener("compositionstart", () => { isComposing = true; clearTimeout(waiting); });
  input.addEventListener("compositionend", () => { isComposing = false; soon(); });
  input.addEventListener("blur", () => { isComposing = false; });
  for (const kind of ["input", "change", "keyup"]) input.addEventListener(kind, soon);
}
