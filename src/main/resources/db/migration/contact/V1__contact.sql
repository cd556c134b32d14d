create schema contact;

-- A woman or a household in contact, as far as she gave a name: stored closed. A pairing may refer to one that has none.
create table contact.woman (
  province smallint not null,
  id uuid not null,
  household boolean not null,
  place uuid not null,
  known_as bytea,
  pass smallint not null default 1,
  code_hash bytea not null,
  since timestamptz not null,
  restricted_at timestamptz,
  erased_at timestamptz,
  primary key (province, id),
  constraint what_is_erased_has_no_name check (erased_at is null or known_as is null)
);
comment on column contact.woman.pass is 'her link and code count with this number; a new one ends the old';
comment on column contact.woman.restricted_at is 'she lets it rest: kept, and used by nobody';
create unique index a_code_opens_one_page on contact.woman (code_hash);
create index woman_by_place on contact.woman (place);
create index woman_erased_of_nothing on contact.woman (since) where erased_at is null;

-- The open pairings of the country: 160 million rows, so they are thin. An ended one leaves for past_pairing.
create table contact.pairing (
  visited_at timestamptz,
  id uuid not null,
  seat uuid not null,
  woman uuid not null,
  since date not null,
  next_on date,
  province smallint not null,
  counts boolean not null,
  primary key (province, id),
  constraint a_seat_and_a_woman_are_paired_once unique (woman, seat)
);
comment on column contact.pairing.woman is 'a row of contact.woman, or a reference that has none';
comment on column contact.pairing.visited_at is 'when contact was last made; whoever found nobody made none';
comment on column contact.pairing.next_on is 'the day proposed for the next visit; none: she lets it rest';
comment on column contact.pairing.counts is 'one of a woman''s pairings, by which she is counted once';
create index pairing_by_seat on contact.pairing (seat);

create table contact.past_pairing (
  province smallint not null,
  id uuid not null,
  seat uuid not null,
  woman uuid not null,
  since date not null,
  ended_at timestamptz not null,
  how text not null,
  "into" uuid,
  word bytea,
  primary key (province, id),
  constraint how_it_ended_is_known check (how in ('HERS', 'SEATS', 'ONE_OF_TWO', 'ERASED')),
  constraint one_of_two_goes_on_as_the_other check ((how = 'ONE_OF_TWO') = ("into" is not null)),
  constraint only_a_seat_leaves_a_word check (word is null or how = 'SEATS')
);
comment on column contact.past_pairing.word is 'what the member told her at the end; closed';
create index past_pairing_by_woman on contact.past_pairing (woman);
create index past_pairing_by_end on contact.past_pairing (ended_at);
create index past_pairing_by_seat on contact.past_pairing (seat, ended_at);

-- Pairings that went from seat to seat: what was written on the way finds its successor.
create table contact.handed (
  province smallint not null,
  pairing uuid not null,
  from_seat uuid not null,
  to_seat uuid not null,
  at timestamptz not null,
  by uuid,
  primary key (province, pairing, from_seat, at)
);
create index handed_by_seat on contact.handed (from_seat, at);

-- Not agreed yet: a name, a place and a member, and nothing else. It lapses, and its name with it.
create table contact.proposed (
  province smallint not null,
  id uuid not null,
  seat uuid not null,
  place uuid not null,
  household boolean not null,
  known_as bytea not null,
  code_hash bytea not null,
  import uuid,
  proposed_at timestamptz not null,
  lapses_on date not null,
  primary key (province, id)
);
create index proposed_by_seat on contact.proposed (seat, lapses_on, id);
create index proposed_by_end on contact.proposed (lapses_on);
create unique index a_code_opens_one_proposal on contact.proposed (code_hash);

-- Two records of one woman, joined by herself; one row on each side, each read with her page only.
create table contact.joined (
  province smallint not null,
  woman uuid not null,
  other_province smallint not null,
  other uuid not null,
  at timestamptz not null,
  primary key (province, woman, other_province, other),
  constraint nobody_is_joined_to_herself check (woman <> other)
);
create index joined_by_other on contact.joined (other_province, other);

-- Pages that she keeps together in her account.
create table contact.gathered (
  account uuid not null,
  province smallint not null,
  woman uuid not null,
  at timestamptz not null,
  primary key (account, province, woman)
);
create index gathered_by_woman on contact.gathered (province, woman);

-- A place of contact that joins a grass-roots unit to a federation above it. What stands here is public.
create table contact.point (
  province smallint not null,
  id uuid not null,
  unit uuid not null,
  above uuid not null,
  kind text not null,
  name text not null,
  whereabouts text not null,
  hours text not null,
  offers text not null,
  keeper uuid,
  opened_on date not null,
  closed_on date,
  version int not null default 1,
  primary key (province, id),
  constraint a_kind_is_known check (kind in ('CONTACT_POINT', 'WOMENS_HOME', 'MICRO_HOME')),
  constraint it_has_a_name check (length(btrim(name)) between 1 and 60),
  constraint it_closes_after_it_opened check (closed_on is null or closed_on >= opened_on)
);
create index point_by_unit on contact.point (unit, name) where closed_on is null;
create index point_by_id on contact.point (id);
create index point_by_above on contact.point (above, name) where closed_on is null;

-- A visit: to a household, or a day at a point. No position, no photograph, nothing of health, income or marriage.
create table contact.visit (
  province smallint not null,
  id uuid not null,
  pairing uuid,
  point uuid,
  seat uuid not null,
  at timestamptz not null,
  found text not null,
  words bytea,
  need text,
  request uuid,
  version int not null default 1,
  primary key (province, id),
  constraint a_visit_is_to_somebody_or_to_a_point check ((pairing is null) <> (point is null)),
  constraint what_was_found_is_known check (found in ('SAW', 'CALLED', 'NOBODY')),
  constraint who_found_nobody_heard_nothing check (found <> 'NOBODY' or need is null)
);
comment on column contact.visit.words is 'how she is, in her own words; closed';
comment on column contact.visit.request is 'the request for help that it became, where she agreed; never a sealed one';
create index visit_by_pairing on contact.visit (province, pairing, at) where pairing is not null;
create index visit_by_point on contact.visit (province, point, at) where point is not null;
create index visit_by_age on contact.visit using brin (at);
create index visit_by_seat on contact.visit (seat, at);

-- What she adds to what is written of her.
create table contact.addition (
  province smallint not null,
  id uuid not null,
  woman uuid not null,
  visit uuid,
  words bytea,
  at timestamptz not null,
  primary key (province, id)
);
create index addition_by_age on contact.addition (at);
create index addition_by_woman on contact.addition (province, woman, at);

-- Two corrected the same visit: both stand, closed, until a person chooses.
create table contact.conflict (
  province smallint not null,
  id uuid not null,
  visit uuid not null,
  found text not null,
  words bytea,
  seat uuid not null,
  made_at timestamptz not null,
  at timestamptz not null,
  decided_at timestamptz,
  chosen text,
  primary key (province, id),
  constraint what_was_found_is_known check (found in ('SAW', 'CALLED', 'NOBODY')),
  constraint a_choice_is_known check (chosen in ('FIRST', 'SECOND')),
  constraint a_decision_has_a_choice check ((decided_at is null) = (chosen is null))
);
create index conflict_by_visit on contact.conflict (province, visit) where decided_at is null;
create index conflict_by_id on contact.conflict (id);
create index conflict_by_seat on contact.conflict (seat) where decided_at is null;

-- A relay: one need, several holders one after another.
create table contact.relay (
  province smallint not null,
  id uuid not null,
  woman uuid not null,
  kind text not null,
  need bytea,
  begun_at timestamptz not null,
  ended_at timestamptz,
  primary key (province, id),
  constraint a_relay_kind_is_known check (kind in ('POVERTY_RELIEF', 'CHILDREN', 'WORK', 'OTHER'))
);
create index relay_by_woman on contact.relay (province, woman);

create table contact.leg (
  province smallint not null,
  id uuid not null,
  relay uuid not null,
  number smallint not null,
  seat uuid not null,
  offered_at timestamptz not null,
  accepted_at timestamptz,
  declined_at timestamptz,
  ended_at timestamptz,
  to_do bytea,
  primary key (province, id),
  constraint an_end_comes_after_a_beginning check (ended_at is null or accepted_at is not null),
  constraint nobody_accepts_and_declines check (accepted_at is null or declined_at is null)
);
comment on column contact.leg.to_do is 'what was left to do when it was offered; closed';
create unique index a_relay_has_one_holder on contact.leg (province, relay)
  where accepted_at is not null and ended_at is null;
create unique index a_relay_is_offered_to_one on contact.leg (province, relay)
  where accepted_at is null and declined_at is null;
create index leg_by_relay on contact.leg (relay, number);
create index leg_by_seat on contact.leg (seat) where ended_at is null and declined_at is null;

-- A file handed in: what it would propose, line by line, until somebody says yes; forgotten after a day.
create table contact.import (
  province smallint not null,
  id uuid not null,
  seat uuid not null,
  unit uuid not null,
  file text not null,
  state text not null,
  begun_at timestamptz not null,
  rows_read int not null default 0,
  good int not null default 0,
  bad int not null default 0,
  refusal text,
  primary key (province, id),
  constraint an_import_is_in_a_known_state check (state in ('CHECKED', 'LAID', 'REFUSED'))
);
create index import_by_seat on contact.import (seat, begun_at);
create table contact.import_line (
  province smallint not null,
  id uuid not null,
  import uuid not null,
  line int not null,
  place uuid,
  seat uuid,
  household boolean not null,
  known_as bytea,
  wrong text,
  detail text not null default '',
  primary key (province, id)
);
create index import_line_by_import on contact.import_line (import, line);

-- The face for other modules: pairings without persons. Who lets it rest is in none.
create view contact.open_pairing as
  select p.province, p.id, p.seat, c.unit, p.visited_at as last_visit_at, p.next_on as next_visit_on
  from contact.pairing p join network.chair c on c.seat = p.seat
  where p.next_on is not null;
