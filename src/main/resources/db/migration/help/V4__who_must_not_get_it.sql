-- Who is related to either side never gets a sealed matter, whatever seat she moves to. What she said stays closed.
alter table help.request add column not_by bytea;
comment on column help.request.not_by is 'names or seats that she does not want to see it, one a line; closed';

create table help.locked_out (
  province smallint not null,
  request uuid not null,
  person uuid not null,
  at timestamptz not null,
  primary key (province, request, person)
);

-- The faces for the module that works on sealed matters: who stands behind one, and who must not see it. No words.
create view help.sealed_matter as
  select province, id, place, kind, held_by, desk, overseer, claimed_by, stage, asked_at, ended_at
  from help.request where sealed and restricted_at is null;
create view help.locked_out_person as select province, request, person from help.locked_out;
create index sealed_requests_by_overseer on help.request (overseer) where sealed and ended_at is null;
create index locked_out_by_person on help.locked_out (person);
