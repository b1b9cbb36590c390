-- The tables of one report. -1 and '' stand for nothing: no column is ever null.
create table people (
  person int, number string, name string, school string, county string, listed int,
  files int, answered int, latest_at string, history string, hint string
);
-- One row per person and question of `questions`, merged and judged anew. `first`, `latest`: 1 right, 0 wrong,
-- -1 void. `*_at`: seconds since 1970, UTC.
create table answers (
  person int, question int, first int, latest int, first_given bigint, latest_given bigint,
  first_at bigint, latest_at bigint, tries int
);
-- Each distinct raw answer once; `value` is an ASCII JSON list.
create table given (given bigint, question int, verdict int, value string);
create table flags (person int, kind string, file string, detail string);
-- `tracks`: their titles, in words.
create table roster (
  entry int, number string, name string, school string, county string, line int, person int,
  tracks string
);
create table roster_tracks (entry int, track string);
create table roster_problems (line int, reason string);
create table run (has_roster int);
create table tracks (track string, place int, title string, percent int);
create table units (
  unit string, place int, track string, title string, hours double, questions int
);
-- `question` is its place in the report's order, from 0; `path` and `line` lead to it in the bank.
create table questions (
  question int, id string, unit string, track string, kind string, status string,
  prompt string, path string, line int, objective string
);
create table choices (question int, place int, choice string, correct int, text string);
-- A ledger's entry: `class` is what labels of one class share, `owner` the person where no school is known.
create table taught (
  entry int, person int, school string, owner int, grade int, class string, label string,
  taught_on string, month int, lesson string, title string, periods double, note string,
  counts int, reason string, in_year int
);
-- A sitting of a mock exam. -1 where there is nothing to tell: minutes, percent, passed. `paper` is the same
-- for the same questions in use; `marks` says of each, sorted by id, whether it was right: 1 or 0.
create table attempts (
  person int, exam string, seed int, started string, finished string, minutes bigint,
  drawn int, asked int, answered int, correct int, percent int, passed int,
  modules string, redrawn string, paper string, marks string
);
-- What the tracks' rules say of somebody; `lacks` in words.
create table verdicts (person int, track string, passed int, lacks string);
create table months (month int, place int, name string, due int);
create table quotas (grade int, name string, quota int);
