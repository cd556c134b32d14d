create schema people;

-- A person: a woman who asked through a member, or who holds a seat. Least fields; no citizen number.
create table people.person (
  province smallint not null,
  id uuid not null,
  known_as bytea not null,
  contact bytea,
  since timestamptz not null,
  primary key (province, id)
);

-- What she agreed to, to which wording, how, and since when not any more.
create table people.consent (
  province smallint not null,
  id uuid not null,
  person uuid not null,
  purpose text not null,
  notice text not null,
  how text not null,
  taken_by uuid,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (province, id),
  constraint a_way_of_consent_is_known check (how in ('WRITTEN', 'SPOKEN', 'ONLINE')),
  constraint spoken_consent_has_a_witness check (how <> 'SPOKEN' or taken_by is not null)
);
create index consent_by_person on people.consent (province, person);
