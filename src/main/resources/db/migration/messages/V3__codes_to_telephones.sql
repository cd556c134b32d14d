-- What would have gone to a telephone, where the demonstration has none: a line and a code, never a matter.
create table messages.telephone_message (
  province smallint not null,
  id uuid not null,
  telephone bytea not null,
  words bytea not null,
  at timestamptz not null,
  until timestamptz not null,
  primary key (province, id)
);
comment on table messages.telephone_message is 'of the demonstration only; both are closed';
create index telephone_message_by_end on messages.telephone_message (until);
