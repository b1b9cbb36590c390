// Whether an ES256 signature is right, with the vendored arithmetic alone: `crypto.subtle` is missing on plain http.
// @ts-check
import { fromBase64Url } from "../core/bytes.js";

/** @typedef {import("../core/credential-verdict.js").IsSigned} IsSigned */

const UNCOMPRESSED = 4;

/** @param {{x: string, y: string}} jwk @returns {Uint8Array} the point as bytes */
function pointOf({ x, y }) {
  return Uint8Array.from([UNCOMPRESSED, ...fromBase64Url(x), ...fromBase64Url(y)]);
}

/** @returns {Promise<IsSigned>} */
export async function loadSignatures() {
  const { p256 } = await import("../vendor/p256.js");
  return (message, signature, jwk) => {
    try {
      return p256.verify(signature, message, pointOf(jwk), { lowS: false });
    } catch (error) {
      return false; // not 64 bytes, or no point of the curve
    }
  };
}
