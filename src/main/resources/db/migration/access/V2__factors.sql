-- What somebody can prove herself with, beside the password.
create table access.passkey (
  id bytea primary key,
  account uuid not null references access.account,
  label text not null,
  credential bytea not null,
  counter bigint not null,
  backed_up boolean not null,
  made_at timestamptz not null,
  used_at timestamptz
);
comment on column access.passkey.credential is 'attested credential data as WebAuthn level 2 writes it: authenticator, id and public key';
create index passkey_by_account on access.passkey (account);

create table access.authenticator (
  account uuid primary key references access.account,
  province smallint not null,
  secret bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);
comment on column access.authenticator.secret is 'closed; of time-based codes (RFC 6238)';
comment on column access.authenticator.last_step is 'the half minute of the last code: a code counts once';

create table access.recovery_code (
  account uuid not null references access.account,
  hash bytea not null,
  used_at timestamptz,
  primary key (account, hash)
);

-- A link that opens an account for who holds a seat; its token is stored as a hash only.
create table access.invitation (
  hash bytea primary key,
  person uuid not null,
  seat uuid not null,
  made_by uuid not null,
  made_at timestamptz not null,
  until timestamptz not null,
  used_at timestamptz
);
create index invitation_by_person on access.invitation (person, made_at);

-- Who she is at the organisation's own provider (OpenID Connect).
create table access.provider_identity (
  issuer text not null,
  subject text not null,
  account uuid not null references access.account,
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
create index provider_identity_by_account on access.provider_identity (account);
