-- The duty to read a branch's log: of a person in a seat, given from above, so that nobody inherits it with the seat.
create table records.auditor (
  province smallint not null,
  seat uuid not null,
  person uuid not null,
  given_by uuid not null,
  since timestamptz not null,
  until timestamptz,
  primary key (seat, person, since)
);
create unique index one_duty_a_holder on records.auditor (seat, person) where until is null;

-- Making a paper of a matter is shown to her as its opening is.
create or replace view records.openings as
  select province, id, at, seat, matter, act from records.entry
  where matter is not null and (act like '%.opened' or act = 'cases.paper-made');

-- The face for other modules: who has the duty today.
create view records.audits as select seat, person from records.auditor where until is null;
