// The ten months of teaching. The date is passed in.
// @ts-check

/** In the order of the school year. */
const MONTHS = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6];

/**
 * In the summer holidays teachers prepare September.
 * @param {number} calendarMonth 1 to 12
 * @returns {{month: number, isComing: boolean}}
 */
export function teachingMonth(calendarMonth) {
  const isComing = !MONTHS.includes(calendarMonth);
  return { month: isComing ? 9 : calendarMonth, isComing };
}

/**
 * The month before or after, round the school year.
 * @param {number} month
 * @param {number} step -1 or 1
 */
export function stepMonth(month, step) {
  return MONTHS[(MONTHS.indexOf(month) + step + MONTHS.length) % MONTHS.length];
}
