// Whether a question on an answer sheet has been answered, and what to say before the sheet is handed in.
// Judges nothing: the sheet knows no keys.
// @ts-check

const MOST_NAMED = 8;

/** @param {string[] | undefined} value @returns {boolean} whether something is chosen, or every gap filled */
export function isAnswered(value) {
  return value !== undefined && value.length > 0 && value.every((text) => text.trim() !== "");
}

/** @param {number[]} numbers @returns {string} "第 2、5、9 题" */
export function numbersText(numbers) {
  const named = numbers.slice(0, MOST_NAMED).join("、");
  return `第 ${named} ${numbers.length > MOST_NAMED ? `等 ${numbers.length} 题` : "题"}`;
}

/**
 * @param {number[]} open numbers of the questions without an answer
 * @param {number[]} flagged numbers of those with a flag
 * @param {string} after what handing in means
 */
export function submitQuestion(open, flagged, after) {
  const left = open.length > 0 ? `还有 ${open.length} 题没有答完：${numbersText(open)}。` : "每一题都答了。";
  return left + (flagged.length > 0 ? `做了标记的：${numbersText(flagged)}。` : "") + after;
}
