create schema network;
create extension if not exists btree_gist with schema public;

-- Where units came from: the edition shipped with the product, an operator's file, the demonstration.
create table network.source (
  id uuid primary key,
  name text not null,
  licence text not null,
  digest text not null,
  rows_laid_in int not null,
  laid_in_at timestamptz not null
);

-- Kinds of units are data: a province may add its own; what ended keeps its days.
create table network.kind (
  code text primary key,
  level smallint,
  name_zh text not null,
  name_en text not null,
  added_by uuid,
  since date not null,
  until date,
  constraint territorial_kinds_have_a_level check (level is null or level between 0 and 5)
);
comment on column network.kind.level is '0 nation, 1 province, 2 city, 3 county, 4 township, 5 village; none beside the territory';

insert into network.kind (code, level, name_zh, name_en, since) values
  ('nation', 0, '全国', 'Nation', '1949-10-01'),
  ('province', 1, '省', 'Province', '1949-10-01'),
  ('city', 2, '市', 'City', '1949-10-01'),
  ('county', 3, '县', 'County', '1949-10-01'),
  ('township', 4, '乡镇街道', 'Township', '1949-10-01'),
  ('village', 5, '村和社区', 'Village or community', '1949-10-01'),
  ('new-sector', null, '两新组织', 'New-sector organisation', '2015-07-09'),
  ('building', null, '楼宇', 'Building', '2015-07-09'),
  ('market', null, '市场', 'Market', '2015-07-09'),
  ('cooperative', null, '合作社', 'Cooperative', '2015-07-09'),
  ('migrants', null, '流动妇女', 'Migrants', '2015-07-09'),
  ('online', null, '网上妇联', 'Online federation', '2015-07-09'),
  ('returnee-founders', null, '返乡创业', 'Returnee founders', '2015-07-09'),
  ('womens-organisation', null, '女性社会组织', 'Women''s social organisation', '2015-07-09');

-- How wide a unit's own interval of the tree is, by its depth. A child at depth d stands at its parent's position plus a
-- whole multiple of width(d): founding a unit touches no other row, and the units above are found by masking bits.
create function network.width(depth int) returns bigint immutable strict parallel safe language sql
  return (array[4611686018427387904, 18014398509481984, 70368744177664, 274877906944, 67108864, 16384, 16, 1])[depth + 1];

-- The positions of a unit and of all above it, nation first. A unit's own position is the last one that differs.
create function network.upwards(place bigint) returns bigint[] immutable strict parallel safe language sql
  return array[0, place & ~18014398509481983, place & ~70368744177663, place & ~274877906943, place & ~67108863,
    place & ~16383, place & ~15, place];

-- A place in the net as it is today. What it was before stands in network.past.
create table network.unit (
  id uuid primary key,
  province smallint not null,
  code text,
  name text not null,
  spelled text not null,
  initials text not null,
  also text,
  also_initials text,
  kind text not null references network.kind,
  parent uuid references network.unit,
  depth smallint not null,
  position bigint not null,
  last bigint not null generated always as (position + network.width(depth) - 1) stored,
  shown boolean not null default true,
  nature text not null default 'PLAIN',
  standing text not null,
  since date not null,
  founded_on date,
  closed_on date,
  source uuid references network.source,
  constraint a_position_is_held_once unique (position),
  constraint only_the_nation_has_no_parent check ((parent is null) = (depth = 0)),
  constraint a_depth_is_at_most_seven check (depth between 0 and 7),
  constraint a_nature_is_known check (nature in ('PLAIN', 'VIRTUAL', 'QUASI')),
  constraint a_standing_is_known check (standing in ('NONE', 'UNKNOWN', 'LISTED', 'FOUNDED')),
  constraint a_name_is_not_blank check (length(btrim(name)) between 1 and 80),
  constraint a_code_has_digits_of_a_level check (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$')
);
comment on column network.unit.shown is 'false: a grouping code or a county that repeats its city; walked through, never shown, never a federation';
comment on column network.unit.nature is 'virtual (虚拟) and quasi (类似) units of the statistics bureau keep their kind';
comment on column network.unit.spelled is 'pinyin without tones, in one word, v for ü; spelled, initials, also and also_initials follow the name';
comment on column network.unit.also is 'how it is typed by who does not know the reading of the place, or has no ü; none where that is the same';
comment on column network.unit.standing is 'of the federation: none by nature, unknown, listed with a source, founded by an act';
create unique index a_code_is_used_once on network.unit (code text_pattern_ops) where closed_on is null;
create index unit_by_parent on network.unit (parent, code, name);

-- Search while one types. The last position at the end answers "this name, below that place" without reading the rows.
create index unit_by_name on network.unit (depth, name text_pattern_ops, last);
create index unit_by_spelling on network.unit (depth, spelled text_pattern_ops, last);
create index unit_by_initials on network.unit (depth, initials text_pattern_ops, last);
create index unit_also_spelled on network.unit (depth, also text_pattern_ops, last) where also is not null;
create index unit_also_initials on network.unit (depth, also_initials text_pattern_ops, last)
  where also_initials is not null;
create index closed_unit_by_code on network.unit (code) where closed_on is not null;
create index unit_by_code on network.unit (depth, code text_pattern_ops) where depth <= 4;
create function network.grams(word text) returns text[] immutable strict parallel safe language sql
  return (select array_agg(substr(word, i, 2)) from generate_series(1, length(word) - 1) as i);
comment on function network.grams is 'the pairs of neighbouring characters: what a name contains is found by them';
create index unit_by_part_of_name on network.unit using gin (network.grams(name)) where depth <= 4;

-- What a unit was until a day: the versions before the present one.
create table network.past (
  unit uuid not null references network.unit,
  during daterange not null,
  code text,
  name text not null,
  kind text not null,
  parent uuid,
  shown boolean not null,
  because text not null,
  constraint a_unit_is_one_thing_at_a_time primary key (unit, during without overlaps)
);
create index past_by_parent on network.past (parent);

create table network.successor (
  unit uuid not null references network.unit,
  successor uuid not null references network.unit,
  since date not null,
  primary key (unit, successor)
);

-- Territory that a federation beside the territory looks after: none, one or several places.
create table network.coverage (
  unit uuid not null references network.unit,
  covers uuid not null references network.unit,
  during daterange not null,
  constraint a_place_is_covered_once_at_a_time primary key (unit, covers, during without overlaps)
);

-- The founding act; also turns a delegates' group into a federation (会改联).
create table network.founding (
  unit uuid primary key references network.unit,
  approval text not null,
  approved_on date not null,
  converted boolean not null,
  candidates int not null,
  elected int not null,
  ballots int not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  constraint a_ballot_has_more_candidates_than_seats check (candidates > elected and elected > 0),
  constraint a_ballot_was_cast check (ballots > 0)
);

-- An organisation that wishes to move in, until the federation above answers.
create table network.application (
  id uuid primary key,
  parent uuid not null references network.unit,
  kind text not null references network.kind,
  name text not null,
  applicant text not null,
  contact text not null,
  proof text not null,
  applied_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  unit uuid references network.unit,
  answer text,
  constraint an_answer_admits_or_says_why check (answered_at is null or unit is not null or length(btrim(answer)) > 0)
);
create index application_waiting on network.application (parent, applied_at) where answered_at is null;

-- A woman who belongs to a federation that is not her place's.
create table network.membership (
  unit uuid not null references network.unit,
  woman uuid not null,
  during daterange not null,
  constraint she_belongs_once_at_a_time primary key (unit, woman, during without overlaps)
);

create table network.term (
  id uuid primary key,
  unit uuid not null references network.unit,
  number int not null,
  begins date not null,
  ends date,
  committee int not null,
  constraint a_term_is_numbered_once unique (unit, number),
  constraint a_term_ends_after_it_begins check (ends is null or ends > begins),
  constraint a_committee_has_members check (committee between 1 and 999)
);

create table network.seat (
  id uuid primary key,
  province smallint not null,
  unit uuid not null references network.unit,
  term uuid references network.term,
  post text not null,
  engagement text not null,
  skills text not null default '',
  takes text[] not null default '{}',
  holder uuid,
  known_as text,
  on_duty boolean not null default false,
  away_until date,
  changed_at timestamptz not null,
  constraint a_post_is_known check (post in ('CHAIR', 'VICE_CHAIR', 'EXECUTIVE_MEMBER', 'CADRE')),
  constraint an_engagement_is_known check (engagement in ('FULL_TIME', 'SECONDED', 'PART_TIME')),
  constraint committee_seats_belong_to_a_term check (post = 'CADRE' or term is not null),
  constraint a_holder_has_a_name check ((holder is null) = (known_as is null)),
  constraint only_a_filled_seat_is_on_duty check (not on_duty or holder is not null)
);
comment on column network.seat.takes is 'kinds of request that the seat takes; empty: every kind';
comment on column network.seat.holder is 'who holds it today, repeated from network.holding for routing; a person of people';
create index seat_by_unit on network.seat (unit);
create index seat_by_holder on network.seat (holder) where holder is not null;

create table network.holding (
  seat uuid not null references network.seat,
  holder uuid not null,
  known_as text not null,
  by text not null,
  during daterange not null,
  constraint a_way_to_a_seat_is_known check (by in ('ELECTED', 'BY_ELECTION', 'CO_OPTED', 'APPOINTED')),
  constraint a_seat_has_one_holder_at_a_time primary key (seat, during without overlaps)
);

-- What may differ from place to place: dated, the nearest value upwards wins.
create table network.setting (
  name text not null,
  unit uuid not null references network.unit,
  value text not null,
  during daterange not null,
  set_by uuid,
  constraint a_setting_has_one_value_at_a_time primary key (name, unit, during without overlaps)
);
create index setting_by_unit on network.setting (unit);

-- Working days and holidays as published each year; weekends are free where nothing is said.
create table network.special_day (
  day date primary key,
  works boolean not null,
  name text not null
);

-- Sums of a unit and all below it, and the changes that a fold has still to bring up the tree.
create table network.sum (
  unit uuid not null,
  what text not null,
  amount bigint not null,
  primary key (unit, what)
);
create table network.change (
  unit uuid not null,
  what text not null,
  amount bigint not null
);

-- Files of villages that operators read in: first only looked at, then laid in as a whole or not at all.
create table network.import (
  id uuid primary key,
  file text not null,
  digest text not null,
  state text not null,
  begun_at timestamptz not null,
  touched_at timestamptz not null,
  begun_by uuid,
  first bigint not null,
  last bigint not null,
  columns text not null default '',
  rows_read bigint not null default 0,
  rows_checked bigint not null default 0,
  rows_laid bigint not null default 0,
  added bigint not null default 0,
  present bigint not null default 0,
  renamed bigint not null default 0,
  bad bigint not null default 0,
  refusal text,
  constraint an_import_is_in_a_known_state check (state in ('READING', 'CHECKED', 'LAYING', 'LAID', 'REFUSED'))
);
comment on column network.import.first is 'where who reads it in may lay villages: from here to last';
comment on column network.import.columns is 'the headings of a file whose columns were not recognised, a line each';
comment on column network.import.refusal is 'the key of a text, and its details, a line each';

-- What is read waits here until it is laid in or thrown away. Not logged: after a crash the file is simply read again.
create unlogged table network.import_line (
  import uuid not null,
  province smallint not null,
  line int not null,
  code text not null,
  name text not null,
  spelled text not null,
  initials text not null,
  also text,
  also_initials text,
  nature text not null,
  wrong text
);
create index import_line_by_province on network.import_line (import, province);

-- Lines to be told: bad ones with their reason, and those that give a village another name.
create unlogged table network.import_finding (
  import uuid not null,
  line int not null,
  bad boolean not null,
  reason text not null,
  code text not null,
  name text not null,
  detail text not null default ''
);
create index import_finding_by_line on network.import_finding (import, bad, line);

-- The faces that other modules may read in their own statements.
create view network.place as
  select id, province, code, name, spelled, kind, parent, depth, position, last, shown, standing, closed_on from network.unit;
create view network.desk as
  select s.id as seat, s.unit, u.position, u.depth, s.post, s.takes, s.holder, s.known_as, s.on_duty
  from network.seat s join network.unit u on u.id = s.unit
  where s.holder is not null and u.closed_on is null;
create view network.duty as
  select id as seat, unit, post, takes, known_as from network.seat where on_duty;
comment on view network.duty is 'the desks of a unit without the unit: the way up reads it for every request';
create view network.agreed as select unit, name, value, during from network.setting;
create function network.setting_at(wanted text, place bigint, day date) returns text stable strict language sql
  return (select s.value from network.unit u join network.setting s on s.unit = u.id
    where u.position = any (network.upwards(place)) and s.name = wanted and s.during @> day
    order by u.depth desc limit 1);
create view network.counted as select unit, what, amount from network.sum;
