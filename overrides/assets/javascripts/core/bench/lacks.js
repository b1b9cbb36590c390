// What somebody lacks for passing a track, in the words of the report. Mirrors scripts/portal/reports/pass_words.py.
// @ts-check

/** @typedef {import("../standing.js").Condition} Condition */
/** @typedef {import("./scope.js").CountedTrack} CountedTrack */

const SHOWN = 3;

/** @param {Condition[]} lacks @param {CountedTrack} track */
function ofUnits(lacks, track) {
  const title = (/** @type {string} */ id) => (track.units.find((unit) => unit.id === id) || { title: id }).title;
  const named = lacks.map(({ id, need, have }) => `“${title(id)}”${need - (have || 0)} 题`);
  const more = named.length > SHOWN ? ` 等 ${named.length} 个单元` : "";
  return named.length > 0 ? [`单元要再答对：${named.slice(0, SHOWN).join("、")}${more}`] : [];
}

/** @param {Condition} lack @param {CountedTrack} track @param {Record<string, string>} titles */
function ofRest({ kind, id, need, have }, track, titles) {
  if (kind === "hours") return `学时 ${have}，要 ${need}`;
  if (kind === "mock_exam") return `模拟考${have === null ? "没有交过卷" : `最好 ${have}%`}，要 ${need}%`;
  if (kind === "assessment") return have === null ? "正式考核没有成绩" : "正式考核没有通过";
  if (kind === "practice") {
    const work = track.rules && track.rules.practice.find((one) => one.id === id);
    return `没有确认：${work ? work.title : id}`;
  }
  return `先要通过“${titles[id] || id}”`;
}

/**
 * @param {Condition[]} lacks
 * @param {CountedTrack} track
 * @param {Record<string, string>} titles of all tracks
 */
export function lacksInWords(lacks, track, titles) {
  const units = ofUnits(lacks.filter(({ kind }) => kind === "unit"), track);
  const rest = lacks.filter(({ kind }) => kind !== "unit").map((lack) => ofRest(lack, track, titles));
  return [...units, ...rest].join("；");
}
