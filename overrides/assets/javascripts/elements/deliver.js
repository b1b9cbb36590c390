// Hands a text to the learner: as a file, or by the clipboard with every fall-back that a webview leaves.
// Sends nothing anywhere.
// @ts-check

/** WeChat and DingTalk open pages in a webview that quietly drops downloads. */
export function isChatWebview() {
  return /MicroMessenger|DingTalk/i.test(navigator.userAgent);
}

const KEEP_URL_MS = 60000;

/** @param {string} name @param {Blob} blob */
function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_URL_MS);
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function downloadText(name, type, text) {
  download(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** @param {string} name @param {Uint8Array} bytes */
export function downloadBytes(name, bytes) {
  download(name, new Blob([bytes], { type: "application/octet-stream" }));
}

/** The old way, which still works on plain http. @param {HTMLTextAreaElement} field */
function copySelected(field) {
  field.focus();
  field.select();
  try {
    return document.execCommand("copy");
  } catch (error) {
    return false;
  }
}

/**
 * @param {HTMLTextAreaElement} field shows the text too, so that it can be copied by hand where all else fails
 * @returns {Promise<boolean>} whether it is on the clipboard
 */
export async function copyField(field) {
  if (navigator.clipboard) {
    const isCopied = await navigator.clipboard.writeText(field.value).then(() => true, () => false);
    if (isCopied) return true;
  }
  return copySelected(field);
}
