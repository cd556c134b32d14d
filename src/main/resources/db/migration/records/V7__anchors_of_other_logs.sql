-- What another log of a matter has here of each of its entries: a number and a hash as the reason, no word. Who writes
-- that log anew as a whole would have to write this one anew too, and that is witnessed.
alter table records.reason add column anchor boolean generated always as (words ~ '^[0-9]+ [0-9a-f]{64}$') stored;
comment on column records.reason.anchor is 'a hash and no word: it stays when reasons are erased, and no list shows it';
create view records.anchors as
  select e.province, e.matter, r.words as anchor
  from records.entry e join records.reason r on r.province = e.province and r.entry = e.id
  where e.matter is not null and r.anchor;
