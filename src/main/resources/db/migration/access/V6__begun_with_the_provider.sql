-- An account may be begun with the organisation's provider: then nobody knows a password of it, and where the provider
-- asks for two factors it needs no second one here.
alter table access.account add column has_password boolean not null default true;
alter table access.provider_identity add column twice boolean not null default false;
comment on column access.account.has_password is 'somebody chose it; else it was drawn and is known to nobody';
comment on column access.provider_identity.twice is 'it vouched for two factors when the account was begun, and must do so each time as long as there is none here';
