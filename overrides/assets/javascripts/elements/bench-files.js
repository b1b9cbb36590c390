// Files and whole folders, chosen or dropped, each with its folders in its name. Opens none of them.
// @ts-check
import { isQuiet } from "../core/bench/collect.js";
import { compareText } from "../core/text-order.js";

/** @typedef {{name: string, file: File}} Brought */

/** @param {FileSystemDirectoryEntry} folder @returns {Promise<FileSystemEntry[]>} browsers give a hundred at a time */
async function entriesIn(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); }).catch(() => []);
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** @param {FileSystemEntry} entry @returns {Promise<Brought[]>} */
async function filesIn(entry) {
  const name = entry.fullPath.replace(/^\//, "");
  if (isQuiet(name)) return [];
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => { /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject); }).catch(() => null);
    return file ? [{ name, file }] : [];
  }
  /** @type {Brought[]} */
  const found = [];
  for (const one of await entriesIn(/** @type {FileSystemDirectoryEntry} */ (entry))) found.push(...await filesIn(one));
  return found;
}

/** @param {Iterable<File>} files as an input gives them */
export function chosenFiles(files) {
  const named = Array.from(files, (file) => ({ name: file.webkitRelativePath || file.name, file }));
  return named.filter(({ name }) => !isQuiet(name));
}

/** @param {DataTransfer | null} data @returns {Promise<Brought[]>} */
export async function droppedFiles(data) {
  if (!data) return [];
  // Asked at once: after the first pause a browser has forgotten what was dropped.
  const entries = Array.from(data.items).map((item) => (item.webkitGetAsEntry ? item.webkitGetAsEntry() : null));
  const plain = chosenFiles(data.files);
  if (entries.some((entry) => entry === null)) return plain;
  const found = [];
  for (const entry of entries) found.push(...await filesIn(/** @type {FileSystemEntry} */ (entry)));
  return found;
}

/**
 * What is there and what comes new; the same file twice is one.
 * @param {Brought[]} there
 * @param {Brought[]} fresh
 */
export function joinFiles(there, fresh) {
  const keyOf = (/** @type {Brought} */ { name, file }) => `${name}\n${file.size}\n${file.lastModified}`;
  const all = new Map([...there, ...fresh].map((one) => [keyOf(one), one]));
  return Array.from(all.values()).sort((a, b) => compareText(a.name, b.name));
}
