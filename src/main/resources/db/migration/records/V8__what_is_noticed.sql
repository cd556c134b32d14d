-- The face for the door: who asked for what is not hers, and who read or asked unusually much. Ids and times only.
create view records.noticed as
  select province, id, at, act, seat, person, unit from records.entry
  where act in ('access.refused', 'access.read-many', 'access.refused-many');
create index entry_noticed on records.entry (act, id)
  where act in ('access.refused', 'access.read-many', 'access.refused-many');
