create schema records;

-- Every change and every opening, by whom, from which seat, when, through which door. No name, no story: ids and keys.
create table records.entry (
  province smallint not null,
  id uuid not null,
  at timestamptz not null,
  act text not null,
  door text not null,
  seat uuid,
  person uuid,
  unit uuid,
  matter uuid,
  sealed boolean not null default false,
  reason text,
  primary key (province, id),
  constraint a_door_is_known check (door in ('PAGE', 'INTERFACE', 'CLOCK', 'CONSOLE', 'DEMONSTRATION'))
);
create index entry_by_matter on records.entry (province, matter, id) where matter is not null;
create index entry_by_unit on records.entry (unit, id) where unit is not null and not sealed;

create function records.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only';
end $$;
create trigger the_log_is_append_only before update or delete on records.entry
  for each statement execute function records.refuse_change();
create trigger the_log_is_never_emptied before truncate on records.entry
  for each statement execute function records.refuse_change();

-- The face for other modules: who has opened a matter, for the pages of those whom it concerns.
create view records.openings as
  select province, id, at, seat, matter from records.entry where matter is not null and act like '%.opened';
