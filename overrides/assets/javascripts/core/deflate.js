// Packs bytes as raw DEFLATE: by the browser where it can, else as stored blocks, which are longer but as valid.
// Unpacking is in inflate.js.
// @ts-check

const MOST = 0xffff;

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array}
 */
export function storeOnly(bytes) {
  const blocks = Math.max(1, Math.ceil(bytes.length / MOST));
  const out = new Uint8Array(bytes.length + blocks * 5);
  for (let i = 0; i < blocks; i += 1) {
    const piece = bytes.subarray(i * MOST, (i + 1) * MOST);
    const size = piece.length;
    const last = i === blocks - 1 ? 1 : 0;
    const head = [last, size & 0xff, size >> 8, ~size & 0xff, (~size >> 8) & 0xff];
    out.set(head, i * (MOST + 5));
    out.set(piece, i * (MOST + 5) + 5);
  }
  return out;
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function compressNatively(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Uint8Array>}
 */
export async function deflate(bytes) {
  if (typeof CompressionStream === "undefined") return storeOnly(bytes);
  // Some browsers have the class but not yet the raw form, and say so only when asked for it.
  return compressNatively(bytes).catch(() => storeOnly(bytes));
}
