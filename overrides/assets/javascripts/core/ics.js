// A calendar file (RFC 5545) of lessons, each from Monday to Friday of its week, as scripts/portal/exports/year_calendar.py
// writes it. By hand: one kind of event is a page of text, and a library would weigh more than the rest of the page.
// @ts-check
import { addDays } from "./school-year.js";

/** @typedef {{id: string, revision: number, title: string, grade: string, about: string, url: string, monday: string, friday: string}} Due */

const LONGEST = 75;
/** The Friday before, 15:00. */
const REMINDER = "-P2DT9H";

/** @param {string} sign */
const octets = (sign) => {
  const code = sign.codePointAt(0) || 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/**
 * Breaks a line so that none is longer than the format allows, between signs, never inside one.
 * @param {string} line
 */
function folded(line) {
  let text = "";
  let length = 0;
  for (const sign of Array.from(line)) {
    if (length + octets(sign) > LONGEST) {
      text += "\r\n ";
      length = 1;
    }
    text += sign;
    length += octets(sign);
  }
  return text;
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
/** @param {string} day */
const plainDay = (day) => day.replace(/-/g, "");

/** @param {Due} due @param {number} starts @param {string} stamp */
function event({ id, revision, title, grade, about, url, monday, friday }, starts, stamp) {
  const summary = `心育课：${title}（${grade}，本周）`;
  return [
    "BEGIN:VEVENT",
    `UID:${id}@${starts}.xinyu-xuetang`,
    `DTSTAMP:${stamp}`,
    `SEQUENCE:${revision}`,
    `DTSTART;VALUE=DATE:${plainDay(monday)}`,
    `DTEND;VALUE=DATE:${plainDay(addDays(friday, 1))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(`${about}\n教案：${url}`)}`,
    `URL:${url}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(summary.replace("本周", "下周"))}`,
    `TRIGGER:${REMINDER}`,
    "END:VALARM",
    "END:VEVENT",
  ];
}

/**
 * @param {string} name of the calendar
 * @param {Due[]} lessons
 * @param {number} starts calendar year of the school year's September
 * @param {string} now an instant of the record
 * @returns {string} the file; its events replace those of the site's own file for the same school year
 */
export function writeCalendar(name, lessons, starts, now) {
  const stamp = now.replace(/[-:]/g, "");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//心育学堂//教学进度表//ZH-CN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(name)}`,
    ...lessons.flatMap((lesson) => event(lesson, starts, stamp)),
    "END:VCALENDAR",
    "",
  ].map(folded).join("\r\n");
}
