-- Entries are sealed into a Merkle tree in the order in which they were committed. The writer knows that order by the
-- transaction that each entry carries, so that nobody who writes one waits for another.
alter table records.entry add column xid xid8 not null default pg_current_xact_id();
create index entry_by_transaction on records.entry (xid);

-- Words stand apart from the entry, since a person can have them erased; the seal covers a salted hash of them, which
-- tells nothing once salt and words are gone. So rows may be deleted here, but never changed.
create table records.reason (
  province smallint not null,
  entry uuid not null,
  salt bytea not null default uuid_send(gen_random_uuid()),
  words text not null,
  primary key (province, entry)
);
insert into records.reason (province, entry, words)
  select province, id, reason from records.entry where reason is not null;
alter table records.entry drop column reason;

create or replace function records.enter(province smallint, id uuid, at timestamptz, act text, door text, seat uuid,
  person uuid, unit uuid, matter uuid, sealed boolean, reason text) returns void volatile language plpgsql as $$
begin
  insert into records.entry (province, id, at, act, door, seat, person, unit, matter, sealed)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);
  if reason is not null then
    insert into records.reason (province, entry, words) values ($1, $2, $11);
  end if;
end $$;

-- The leaves of the tree (RFC 9162, section 2.1), without a gap from 0.
create table records.leaf (
  position bigint primary key,
  province smallint not null,
  entry uuid not null,
  reason bytea,
  hash bytea not null,
  constraint an_entry_is_sealed_once unique (province, entry)
);
comment on column records.leaf.reason is 'the salted hash of the reason, kept when the reason is erased';

-- Of the inner nodes every eighth level, each over 256 of the level below: a root or a proof reads a few hundred rows at
-- most, however large the log.
create table records.node (
  level smallint not null,
  position bigint not null,
  hash bytea not null,
  primary key (level, position)
);

-- A root over the leaves 0 to size - 1. The snapshot tells which transactions had been committed; what it does not see
-- is sealed later.
create table records.root (
  size bigint primary key,
  since bigint not null,
  hash bytea not null,
  algorithm text not null,
  at timestamptz not null,
  snapshot pg_snapshot not null,
  constraint a_root_covers_more_than_the_last check (size > since and since >= 0)
);

-- The roots that the witness has, in order. Only for the writer; what is proved is asked of the witness.
create table records.witnessed (
  size bigint primary key references records.root,
  at timestamptz not null
);

do $$
declare kept text;
begin
  foreach kept in array array['leaf', 'node', 'root', 'witnessed'] loop
    execute format('create trigger the_log_is_append_only before update or delete on records.%I'
      ' for each statement execute function records.refuse_change()', kept);
    execute format('create trigger the_log_is_never_emptied before truncate on records.%I'
      ' for each statement execute function records.refuse_change()', kept);
  end loop;
end $$;
create trigger a_reason_never_changes before update on records.reason
  for each statement execute function records.refuse_change();
create trigger reasons_are_never_emptied before truncate on records.reason
  for each statement execute function records.refuse_change();
