create schema access;

create table access.account (
  id uuid primary key,
  person uuid not null,
  login text not null,
  password text not null,
  demonstration boolean not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  constraint a_login_is_used_once unique (login)
);
comment on column access.account.person is 'a person of people; no key across schemas';
comment on column access.account.password is 'a standard slow hash (bcrypt), with its own salt and cost';
create index account_by_person on access.account (person);

-- Wrong tries, counted by what was tried and by device, in windows of an hour; looked at before any hash is computed.
create table access.attempt (
  bucket text not null,
  hour timestamptz not null,
  tries int not null,
  primary key (bucket, hour)
);

-- What was already done for a form or an interface write, so that a resent one is answered, not repeated.
create table access.once (
  token uuid primary key,
  outcome text not null,
  at timestamptz not null
);
create index once_by_age on access.once (at);

-- Spring Session's tables, in its own names.
create table access.session (
  primary_id char(36) not null primary key,
  session_id char(36) not null,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
create unique index session_by_id on access.session (session_id);
create index session_by_expiry on access.session (expiry_time);
create index session_by_principal on access.session (principal_name);
create table access.session_attributes (
  session_primary_id char(36) not null references access.session (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
