-- Who joined and who applied is stored closed, as everything personal is. What stood here in plain is not carried over:
-- only the program holds the keys.
alter table network.membership drop constraint only_who_belongs_is_named, drop constraint only_who_belongs_is_reached;
alter table network.membership
  alter column known_as type bytea using null,
  alter column contact type bytea using null,
  add constraint only_who_belongs_is_named check (known_as is null or upper_inf(during)),
  add constraint only_who_belongs_is_reached check (contact is null or upper_inf(during));

alter table network.application add column province smallint;
update network.application a set province = u.province from network.unit u where u.id = a.parent;
alter table network.application
  alter column province set not null,
  alter column applicant drop not null,
  alter column applicant type bytea using null,
  alter column contact drop not null,
  alter column contact type bytea using null,
  alter column proof drop not null,
  alter column proof type bytea using null;
comment on column network.application.applicant is 'closed, as contact and proof are; none: its time was over';
create index application_answered on network.application (answered_at) where applicant is not null;
