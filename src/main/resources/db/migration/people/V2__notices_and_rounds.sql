-- Who asked without giving a name agrees for her matter; withdrawing is as easy as agreeing.
alter table people.consent
  add column matter uuid,
  alter column person drop not null,
  add constraint consent_is_of_somebody check (person is not null or matter is not null);
create index consent_by_matter on people.consent (province, matter) where matter is not null;
create unique index she_agrees_once on people.consent (province, matter, purpose)
  where matter is not null and withdrawn_at is null;

-- The face for modules that ask whether she agreed.
create view people.agreed as select province, person, matter, purpose from people.consent where withdrawn_at is null;

-- The daily round that erases what has had its time: one row, claimed by one copy of the program.
create table people.round (
  only_one boolean primary key default true check (only_one),
  due_at timestamptz not null
);
insert into people.round (due_at) values (timestamptz '2020-01-01 00:00:00Z');

-- What a round erased: how much of what, never whose.
create table people.erased (
  at timestamptz not null,
  what text not null,
  amount bigint not null,
  primary key (at, what)
);
