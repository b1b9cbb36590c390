// Unpacks raw DEFLATE (RFC 1951). Written by hand because a browser without DecompressionStream must still read
// a code from a newer one, and because the size has to be capped while unpacking. Throws RangeError on bad input.
// @ts-check

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** @typedef {{counts: number[], symbols: number[]}} Tree how many codes have each length, and their symbols in order */

/**
 * @param {number[]} lengths the code length of each symbol
 * @returns {Tree}
 */
function buildTree(lengths) {
  const counts = new Array(16).fill(0);
  lengths.forEach((length) => { counts[length] += 1; });
  counts[0] = 0;
  const symbols = lengths
    .map((length, symbol) => ({ length, symbol }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length || a.symbol - b.symbol)
    .map(({ symbol }) => symbol);
  return { counts, symbols };
}

const FIXED_LITERALS = buildTree(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)));
const FIXED_DISTANCES = buildTree(new Array(30).fill(5));

/** @param {string} reason @returns {never} */
function fail(reason) {
  throw new RangeError(reason);
}

/** Takes bits from the least significant end, as DEFLATE counts them. */
class BitReader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.held = 0;
    this.count = 0;
  }

  /** @param {number} wanted */
  bits(wanted) {
    while (this.count < wanted) {
      if (this.at >= this.bytes.length) fail("cut short");
      this.held |= this.bytes[this.at] << this.count;
      this.at += 1;
      this.count += 8;
    }
    const value = this.held & ((1 << wanted) - 1);
    this.held >>>= wanted;
    this.count -= wanted;
    return value;
  }

  /** @param {Tree} tree */
  symbol({ counts, symbols }) {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= 15; length += 1) {
      code |= this.bits(1);
      if (code - counts[length] < first) return symbols[index + (code - first)];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    return fail("no such code");
  }

  toByteEdge() {
    this.held = 0;
    this.count = 0;
  }
}

/** A growing output that refuses to pass its cap. */
class Output {
  /** @param {number} cap */
  constructor(cap) {
    this.cap = cap;
    this.bytes = new Uint8Array(1024);
    this.size = 0;
  }

  /** @param {number} byte */
  push(byte) {
    if (this.size >= this.cap) fail("too large");
    if (this.size === this.bytes.length) {
      const wider = new Uint8Array(this.bytes.length * 2);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    this.bytes[this.size] = byte;
    this.size += 1;
  }

  /** @param {number} distance @param {number} length */
  repeat(distance, length) {
    if (distance > this.size) fail("points before the start");
    for (let i = 0; i < length; i += 1) this.push(this.bytes[this.size - distance]);
  }
}

/** @param {BitReader} input @param {Output} output */
function readStored(input, output) {
  input.toByteEdge();
  const size = input.bits(16);
  if (input.bits(16) !== (~size & 0xffff)) fail("bad stored block");
  for (let i = 0; i < size; i += 1) output.push(input.bits(8));
}

/** @param {BitReader} input @param {Tree} codes @param {number} total */
function readLengths(input, codes, total) {
  /** @type {number[]} */
  const lengths = [];
  while (lengths.length < total) {
    const symbol = input.symbol(codes);
    if (symbol < 16) lengths.push(symbol);
    else {
      if (symbol === 16 && lengths.length === 0) fail("nothing to repeat");
      const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
      const times = symbol === 16 ? 3 + input.bits(2) : symbol === 17 ? 3 + input.bits(3) : 11 + input.bits(7);
      lengths.push(...new Array(times).fill(value));
    }
  }
  return lengths;
}

/** @param {BitReader} input @returns {[Tree, Tree]} */
function readTrees(input) {
  const literals = input.bits(5) + 257;
  const distances = input.bits(5) + 1;
  const used = input.bits(4) + 4;
  const short = new Array(19).fill(0);
  for (let i = 0; i < used; i += 1) short[CODE_ORDER[i]] = input.bits(3);
  const lengths = readLengths(input, buildTree(short), literals + distances);
  return [buildTree(lengths.slice(0, literals)), buildTree(lengths.slice(literals, literals + distances))];
}

/** @param {BitReader} input @param {Output} output @param {[Tree, Tree]} trees */
function readCompressed(input, output, [literals, distances]) {
  for (let symbol = input.symbol(literals); symbol !== 256; symbol = input.symbol(literals)) {
    if (symbol < 256) output.push(symbol);
    else {
      if (symbol > 285) fail("no such length");
      const length = LENGTH_BASE[symbol - 257] + input.bits(LENGTH_EXTRA[symbol - 257]);
      const far = input.symbol(distances);
      if (far > 29) fail("no such distance");
      output.repeat(DISTANCE_BASE[far] + input.bits(DISTANCE_EXTRA[far]), length);
    }
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} cap the most bytes that may come out
 * @returns {Uint8Array}
 */
export function inflate(bytes, cap) {
  const input = new BitReader(bytes);
  const output = new Output(cap);
  let last = 0;
  while (!last) {
    last = input.bits(1);
    const kind = input.bits(2);
    if (kind === 0) readStored(input, output);
    else if (kind === 1) readCompressed(input, output, [FIXED_LITERALS, FIXED_DISTANCES]);
    else if (kind === 2) readCompressed(input, output, readTrees(input));
    else fail("no such block");
  }
  return output.bytes.slice(0, output.size);
}
