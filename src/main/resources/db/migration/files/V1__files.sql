create schema files;

-- A picture or a document of a matter. The bytes lie in the store under the id, closed with a key of their own; that key
-- is closed here, under the key of the matter or of the owning module's purpose.
create table files.file (
  province smallint not null,
  id uuid not null,
  purpose text not null,
  matter uuid not null,
  part uuid,
  for_her boolean not null,
  kind text not null,
  bytes int not null,
  width int not null,
  height int not null,
  pages int not null,
  hash bytea not null,
  secret bytea not null,
  at timestamptz not null,
  primary key (province, id),
  constraint a_kind_is_known check (kind in ('JPEG', 'PNG', 'PDF'))
);
comment on column files.file.purpose is 'what its key is for, and so which module it belongs to: two may work on the same matter';
comment on column files.file.part is 'the step or entry with which it came; none: the matter itself';
comment on column files.file.for_her is 'false: colleagues only';
comment on column files.file.hash is 'SHA-256 of what was made of it, before it was closed';
comment on column files.file.secret is 'the key of its bytes, closed; without it the bytes are noise';
create index file_by_matter on files.file (province, matter, id);

-- Bytes in the store that no row needs: not yet, since the form they came with is still being taken, or no more.
create table files.loose (
  id uuid primary key,
  due_at timestamptz not null
);
create index loose_by_due on files.loose (due_at);
