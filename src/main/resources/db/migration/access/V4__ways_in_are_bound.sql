-- Whatever lets somebody in is bound to whom it lets in, under a key that is not in the database: a row that its
-- administrator wrote or changed opens nothing. Of an app the secret is closed for its account already.
alter table access.account add column bound bytea not null default '';
alter table access.passkey add column bound bytea not null default '';
alter table access.provider_identity add column bound bytea not null default '';
comment on column access.account.bound is 'HMAC over account, person and password';
comment on column access.passkey.bound is 'HMAC over account, id and credential';
comment on column access.provider_identity.bound is 'HMAC over account, issuer and subject';
comment on column access.invitation.hash is 'HMAC of the link''s token: nobody but the program makes one';
