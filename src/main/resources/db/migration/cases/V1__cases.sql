create schema cases;

-- A sealed matter at work; its id is the request's. Who stands behind it is asked of the request each time.
create table cases.matter (
  province smallint not null,
  id uuid not null,
  opened_at timestamptz not null,
  entries int not null default 0,
  newest bytea,
  gravity text,
  review_on date,
  review_told boolean not null default false,
  plan bytea,
  reach bytea,
  reported_at timestamptz,
  rest_asked_by uuid,
  rest_asked_person uuid,
  rested_by uuid,
  rested_person uuid,
  rested_at timestamptz,
  primary key (province, id),
  constraint gravity_is_known check (gravity in ('LOW', 'MIDDLE', 'HIGH')),
  constraint gravity_is_looked_at_again check ((gravity is null) = (review_on is null)),
  constraint a_second_person_lets_it_rest check (rested_at is null or rested_person <> rest_asked_person)
);
comment on column cases.matter.gravity is 'of the matter, never of a person';
comment on column cases.matter.newest is 'the hash of the last entry of the intake log: a last entry that is taken away is missed';
comment on column cases.matter.plan is 'how she stays safe; closed';
comment on column cases.matter.reach is 'the agreed safe way and time; closed';
create index reviews_to_tell on cases.matter (review_on) where not review_told;
insert into cases.matter (province, id, opened_at) select province, id, asked_at from help.sealed_matter;

-- Who was named on it: this person in this seat, so that nobody inherits it with the seat.
create table cases.named (
  province smallint not null,
  matter uuid not null,
  seat uuid not null,
  person uuid not null,
  since timestamptz not null,
  until timestamptz,
  primary key (province, matter, seat, person, since)
);

-- Who has given a reason for opening it, and until when that is enough.
create table cases.opening (
  province smallint not null,
  matter uuid not null,
  seat uuid not null,
  person uuid not null,
  until timestamptz not null,
  primary key (province, matter, seat, person)
);

-- The intake log. Each entry is closed, and its hash covers the one before.
create table cases.entry (
  province smallint not null,
  matter uuid not null,
  number int not null,
  id uuid not null unique,
  at timestamptz not null,
  seat uuid,
  person uuid,
  known_as text,
  what text not null,
  words bytea not null,
  previous bytea not null,
  hash bytea not null,
  primary key (province, matter, number)
);
create function cases.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the intake log is append-only';
end $$;
create trigger the_intake_log_is_append_only before update or delete on cases.entry
  for each statement execute function cases.refuse_change();
create trigger the_intake_log_is_never_emptied before truncate on cases.entry
  for each statement execute function cases.refuse_change();

-- What was put to her, and how far it has come.
create table cases.option (
  province smallint not null,
  matter uuid not null,
  what text not null,
  state text not null,
  on_day date not null,
  primary key (province, matter, what),
  constraint an_option_is_known
    check (what in ('POLICE_WARNING', 'PROTECTION_ORDER', 'SHELTER', 'LEGAL_AID', 'COUNSELLING', 'MEDIATION')),
  constraint a_state_is_known check (state in ('OFFERED', 'WISHED', 'UNDER_WAY', 'DONE')),
  constraint mediation_is_never_offered check (what <> 'MEDIATION' or state <> 'OFFERED')
);

create table cases.clock (
  province smallint not null,
  matter uuid not null,
  what text not null,
  since timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz,
  told boolean not null default false,
  primary key (province, matter, what, since),
  constraint a_clock_is_known check (what in ('PROTECTION_ORDER', 'PROTECTION_ORDER_URGENT', 'CHILD_REPORT'))
);
create index running_clocks on cases.clock (due_at) where ended_at is null and not told;

-- Handed to another seat with her consent; before it is accepted that seat sees the outline only.
create table cases.referral (
  province smallint not null,
  matter uuid not null,
  id uuid not null,
  seat uuid not null,
  person uuid not null,
  offered_by uuid not null,
  offered_at timestamptz not null,
  state text not null default 'OFFERED',
  answered_at timestamptz,
  primary key (province, matter, id),
  constraint a_referral_state_is_known check (state in ('OFFERED', 'ACCEPTED', 'DECLINED'))
);
create unique index a_matter_is_offered_once on cases.referral (province, matter) where state = 'OFFERED';
create index named_by_seat on cases.named (seat) where until is null;
create index offered_by_seat on cases.referral (seat) where state = 'OFFERED';
