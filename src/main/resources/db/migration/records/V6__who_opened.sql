-- Who opened a matter is a person: the seat may have another holder by the day that she reads of it.
create or replace view records.openings as
  select province, id, at, seat, matter, act, person from records.entry
  where matter is not null and (act like '%.opened' or act = 'cases.paper-made');
