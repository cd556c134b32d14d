-- To whom somebody in office is related, as she says herself: a village or township, and if she likes a surname. Whoever
-- seeks a seat for a sealed matter from there passes her by. She sees it and takes it back; it is gone then.
create table help.related (
  province smallint not null,
  id uuid not null,
  person uuid not null,
  place uuid not null,
  surname bytea,
  since timestamptz not null,
  primary key (province, id)
);
comment on column help.related.surname is 'only what is told with this surname in it; closed';
create index related_by_place on help.related (place);
create index related_by_person on help.related (person);
