-- A sealed matter rests without her word (two persons agreed): its clocks stand still, and those on it still see it.
alter table help.request add column rested_at timestamptz;
comment on column help.request.rested_at is 'since when no clock of it runs; a new promise, or whoever lets it go on, ends that';
create or replace view help.sealed_matter as
  select province, id, place, kind, held_by, desk, overseer, claimed_by, stage, asked_at, ended_at, rested_at
  from help.request where sealed and restricted_at is null;
