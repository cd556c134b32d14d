-- That somebody asked for her, and from which seat, stands with a sealed matter too.
create or replace view help.sealed_matter as
  select province, id, place, kind, held_by, desk, overseer, claimed_by, stage, asked_at, ended_at, rested_at, stay_near,
    asked_by
  from help.request where sealed and restricted_at is null;
