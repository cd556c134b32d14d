-- Whether village and township may be on a sealed matter stands with it, for the module that works on it.
create or replace view help.sealed_matter as
  select province, id, place, kind, held_by, desk, overseer, claimed_by, stage, asked_at, ended_at, rested_at, stay_near
  from help.request where sealed and restricted_at is null;
