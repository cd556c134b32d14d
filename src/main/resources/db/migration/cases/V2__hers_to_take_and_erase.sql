-- What she wishes to be done with what is held of her: taken along, or erased. A receipt alone does neither: somebody on
-- the matter has to have spoken with her in the safe way, and then an erasure waits.
create table cases.wish (
  province smallint not null,
  matter uuid not null,
  id uuid not null,
  what text not null,
  asked_at timestamptz not null,
  spoken_at timestamptz,
  how text,
  confirmed_at timestamptz,
  confirmed_by uuid,
  person uuid,
  due_at timestamptz,
  ended_at timestamptz,
  outcome text,
  primary key (province, id),
  constraint a_wish_is_known check (what in ('EXPORT', 'ERASE')),
  constraint a_safe_way_is_known check (how in ('AGREED_WAY', 'IN_PERSON')),
  constraint a_confirmation_is_whole
    check (num_nonnulls(spoken_at, how, confirmed_at, confirmed_by, person, due_at) in (0, 6)),
  constraint an_end_says_how check ((ended_at is null) = (outcome is null)),
  constraint an_outcome_is_known check (outcome in ('CALLED_BACK', 'NOT_HERS', 'DONE')),
  constraint nothing_is_done_unconfirmed check (outcome <> 'DONE' or due_at is not null)
);
comment on column cases.wish.due_at is 'of a copy: until when she may take it; of an erasure: when it is carried out';
create unique index one_wish_of_a_kind on cases.wish (province, matter, what) where ended_at is null;
create index erasures_due on cases.wish (due_at) where what = 'ERASE' and ended_at is null;

-- The intake log is kept for a court: asked for by the holder, set and lifted by a second person. Reasons stand in the log.
create table cases.hold (
  province smallint not null,
  matter uuid not null,
  id uuid not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  asked_person uuid not null,
  set_at timestamptz,
  set_person uuid,
  lift_asked_at timestamptz,
  lift_asked_person uuid,
  lifted_at timestamptz,
  lifted_person uuid,
  primary key (province, id),
  constraint a_second_person_sets_it check ((set_at is null) = (set_person is null) and set_person <> asked_person),
  constraint a_second_person_lifts_it
    check ((lifted_at is null) = (lifted_person is null) and lifted_person <> lift_asked_person),
  constraint what_is_lifted_was_set check (lift_asked_at is null or set_at is not null),
  constraint lifting_was_asked_for check (lifted_at is null or lift_asked_at is not null)
);
create unique index one_hold_a_matter on cases.hold (province, matter) where lifted_at is null;

alter table cases.matter
  add column erased_at timestamptz,
  add column log_erased_at timestamptz,
  add constraint nothing_is_left_of_what_was_erased check (erased_at is null or num_nonnulls(plan, reach, gravity,
    review_on, reported_at, rest_asked_by, rest_asked_person, rested_by, rested_person, rested_at) = 0),
  add constraint the_log_goes_last check (log_erased_at is null or erased_at is not null);
comment on column cases.matter.log_erased_at is 'the key of the intake log is destroyed; its hashes stay and still fit';
create index logs_left on cases.matter (province, id) where erased_at is not null and log_erased_at is null;

alter table cases.referral
  drop constraint a_referral_state_is_known,
  add constraint a_referral_state_is_known check (state in ('OFFERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'));

-- With what this installation signs papers. A replaced key stays, to check what it signed.
create table cases.signing_key (
  province smallint not null default 0,
  id uuid primary key,
  made_at timestamptz not null,
  certificate bytea not null,
  secret bytea not null,
  replaced_at timestamptz,
  constraint it_belongs_to_the_installation check (province = 0)
);
comment on column cases.signing_key.secret is 'PKCS #8; closed';
create unique index one_key_signs on cases.signing_key (province) where replaced_at is null;

-- The papers that were made, by what they weigh: nothing here tells of which matter one is.
create table cases.paper (
  hash bytea primary key,
  signed_with uuid not null references cases.signing_key,
  at timestamptz not null,
  entries int not null
);

-- Sealed matters counted once, when a half-year is over, so that no later look can be held against an earlier one.
create table cases.half_year (
  begins date primary key,
  counted_at timestamptz not null,
  constraint a_half_year_begins_in_january_or_july check (extract(day from begins) = 1 and extract(month from begins) in (1, 7))
);
create table cases.counted (
  province smallint not null,
  begins date not null references cases.half_year,
  came int not null,
  done int not null,
  rested int not null,
  primary key (province, begins),
  constraint parts_are_not_more_than_the_whole check (done >= 0 and rested >= 0 and done + rested <= came)
);
comment on table cases.counted is 'not for showing as it stands: niangjia.cases.model.Published says what may be seen';
