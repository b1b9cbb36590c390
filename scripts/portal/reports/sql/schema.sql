-- The flat files of one report. `person` is -1 where there is nobody. No column is ever null.
create table people (
  person int, number varchar, name varchar, school varchar, listed int,
  files int, answered int, latest_at varchar, history varchar, hint varchar
);
create table answers (
  person int, question varchar, first varchar, latest varchar,
  first_value varchar, first_at varchar, latest_value varchar, latest_at varchar
);
create table flags (person int, kind varchar, file varchar, detail varchar);
create table roster (entry int, number varchar, name varchar, school varchar, line int, person int);
create table roster_tracks (entry int, track varchar);
create table roster_problems (line int, reason varchar);
create table run (has_roster int);
create table tracks (track varchar, place int, title varchar, percent int);
create table units (
  unit varchar, place int, track varchar, title varchar, hours double, questions int
);
create table questions (
  question varchar, place int, unit varchar, track varchar,
  kind varchar, status varchar, prompt varchar
);
-- A ledger's entry: `class` is what labels of one class share, `owner` the person where no school is known.
create table taught (
  entry int, person int, school varchar, owner int, grade int, class varchar, label varchar,
  taught_on varchar, month int, lesson varchar, title varchar, periods double, note varchar,
  counts int, reason varchar, in_year int
);
-- A sitting of a mock exam. -1 where there is nothing to tell: minutes, percent, passed.
create table attempts (
  person int, exam varchar, seed int, started varchar, finished varchar, minutes bigint,
  drawn int, asked int, answered int, correct int, percent int, passed int,
  modules varchar, redrawn varchar
);
-- What the tracks' rules say of somebody; `lacks` in words.
create table verdicts (person int, track varchar, passed int, lacks varchar);
create table months (month int, place int, name varchar, due int);
create table quotas (grade int, name varchar, quota int);
