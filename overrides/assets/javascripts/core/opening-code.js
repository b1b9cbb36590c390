// The opening code of a locked paper, however it was typed. Mirrors scripts/portal/credentials/locking.py.
// @ts-check

const FORM = /^[0-9A-HJKMNP-TV-Z]{10}$/;
const BETWEEN = /[\s\p{Cf}\u2010-\u2015\u2212_·.-]/gu;
/** Letters that Crockford's base 32 leaves out because they are misread. @type {Record<string, string>} */
const MISREAD = { O: "0", I: "1", L: "1" };

/**
 * @param {string} typed full width and lower case count, spaces and dashes do not; O is 0, I and L are 1
 * @returns {string | null} the ten letters, null when it cannot be a code
 */
export function plainCode(typed) {
  const bare = typed.normalize("NFKC").replace(BETWEEN, "").toUpperCase();
  const code = bare.replace(/[OIL]/g, (letter) => MISREAD[letter]);
  return FORM.test(code) ? code : null;
}
