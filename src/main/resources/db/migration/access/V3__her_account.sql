-- A woman's account, if she wants one: a telephone, stored closed. Nothing needs it. What is sealed is never in one.
create table access.resident (
  id uuid primary key,
  province smallint not null default 0,
  telephone bytea not null,
  telephone_hash bytea not null,
  opened_at timestamptz not null,
  used_at timestamptz not null,
  constraint a_telephone_has_one_account unique (telephone_hash)
);
comment on column access.resident.telephone_hash is 'a keyed hash, to find it again';

-- A code that was asked for in one browser, and counts only there; tries of others do not use it up.
create table access.telephone_code (
  id uuid primary key,
  telephone bytea not null,
  browser bytea not null,
  hash bytea not null,
  until timestamptz not null,
  tries smallint not null default 0,
  used_at timestamptz
);
comment on column access.telephone_code.telephone is 'a keyed hash; so are browser and code';
create index telephone_code_by_telephone on access.telephone_code (telephone, browser, until);
create index telephone_code_by_end on access.telephone_code (until);

create table access.resident_session (
  hash bytea primary key,
  account uuid not null references access.resident on delete cascade,
  device text not null,
  since timestamptz not null,
  used_at timestamptz not null
);
create index resident_session_by_account on access.resident_session (account);

-- An account that is to be given back waits for a second person.
create table access.giving_back (
  id uuid primary key,
  person uuid not null,
  seat uuid not null,
  asked_by uuid not null,
  asked_person uuid not null,
  asked_at timestamptz not null,
  until timestamptz not null,
  answered_at timestamptz
);
create index giving_back_waiting on access.giving_back (person) where answered_at is null;
comment on column access.giving_back.asked_person is 'another person answers; both stand in the log';
