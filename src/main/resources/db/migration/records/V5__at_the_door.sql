-- The face for the door: what was done there by whom, shown to herself.
create view records.at_the_door as
  select province, id, at, act, person from records.entry where province = 0 and act like 'access.%' and person is not null;
create index entry_at_the_door on records.entry (person, id) where province = 0 and act like 'access.%';
