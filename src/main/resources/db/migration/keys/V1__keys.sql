create schema keys;

-- The master keys themselves lie outside the database; here stands only which there were, and how to recognise them.
create table keys.master (
  version int primary key,
  made_at timestamptz not null,
  proof bytea not null
);
comment on column keys.master.proof is 'a known word closed with it: another master key than the one in use is told at the start';

-- Keys of personal fields, by province and purpose, and of single matters; each closed with a master key.
create table keys.key (
  id int generated always as identity primary key,
  province smallint not null,
  purpose text not null,
  subject uuid,
  suite text not null,
  master int not null references keys.master,
  closed bytea,
  current boolean not null default true,
  made_at timestamptz not null,
  destroyed_at timestamptz,
  constraint a_suite_is_known check (suite in ('AES_256_GCM', 'SM4_GCM')),
  constraint a_destroyed_key_is_gone check ((destroyed_at is null) = (closed is not null)),
  constraint a_destroyed_key_closes_nothing check (destroyed_at is null or not current)
);
comment on column keys.key.suite is 'AES-256-GCM with HMAC-SHA-256, or SM4-GCM with HMAC-SM3: the setting counts for new keys';
comment on column keys.key.subject is 'a matter with a key of its own; destroying the key erases it';
create unique index a_purpose_has_one_current_key on keys.key (province, purpose, subject) nulls not distinct where current;
create index keys_to_be_left on keys.key (id) where not current and destroyed_at is null;

-- How far the rows of a column have been closed again since their key was changed.
create table keys.sweep (
  key int not null references keys.key,
  field text not null,
  after uuid,
  rows bigint not null default 0,
  done_at timestamptz,
  primary key (key, field)
);
