create schema pocket;

-- A phone on which a member works without signal.
create table pocket.device (
  id uuid primary key,
  person uuid not null,
  secret bytea not null,
  label text not null,
  since timestamptz not null,
  last_contact timestamptz not null,
  revoked_at timestamptz,
  constraint a_secret_is_of_one_device unique (secret)
);
comment on column pocket.device.person is 'a person of people; no key across schemas';
comment on column pocket.device.secret is 'a hash; what rests on the phone opens nothing, it is told only "erase" or "keep"';
comment on column pocket.device.label is 'browser and system, as the session tells them; nobody types it';
create index device_by_person on pocket.device (person, since);

-- A line that was done on a phone, and what became of it; append-only.
create table pocket.entry (
  province smallint not null,
  id uuid not null,
  person uuid not null,
  seat uuid not null,
  unit uuid not null,
  device uuid not null,
  kind text not null,
  made_at timestamptz not null,
  handed_in_at timestamptz not null,
  words bytea,
  answer text not null,
  about uuid,
  decides text,
  why text,
  details text[] not null default '{}',
  answered_at timestamptz not null,
  answered_by uuid,
  primary key (province, id),
  constraint a_line_is_taken_once unique (id),
  constraint an_answer_is_known check (answer in ('BEGUN', 'ACCEPTED', 'MERGED', 'IN_CONFLICT', 'REFUSED', 'WAITS')),
  constraint who_refuses_says_why check (answer <> 'REFUSED' or why is not null),
  constraint a_conflict_is_decided_somewhere check (answer <> 'IN_CONFLICT' or decides is not null)
);
comment on column pocket.entry.id is 'made on the phone: the same line, sent again from wherever, gets the same answer';
comment on column pocket.entry.seat is 'from which it was made; who held it then is the person';
comment on column pocket.entry.unit is 'the seat''s unit; of a line that waits for somebody to decide, the one that carries on its work today';
comment on column pocket.entry.about is 'what it became, in the module that took it; no key across schemas';
comment on column pocket.entry.words is 'closed; none: erased';
comment on column pocket.entry.answered_by is 'the seat that decided about a line that waited';
create index entry_by_person on pocket.entry (person, handed_in_at desc, id);
create index entries_that_wait on pocket.entry (unit) where answer = 'WAITS';
create index entries_that_wait_by_seat on pocket.entry (seat) where answer = 'WAITS';
create index answered_words on pocket.entry (answered_at) where words is not null;
create index entry_by_what_it_became on pocket.entry (about) where about is not null;

-- Who made what and when never changes; an answer comes once, and words may be closed again or erased.
create function pocket.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE'
      and (new.province, new.id, new.person, new.seat, new.device, new.kind, new.made_at, new.handed_in_at)
        is not distinct from (old.province, old.id, old.person, old.seat, old.device, old.kind, old.made_at, old.handed_in_at)
      and (old.answer in ('BEGUN', 'WAITS')
        or (new.unit, new.answer, new.about, new.decides, new.why, new.details, new.answered_at, new.answered_by)
          is not distinct from (old.unit, old.answer, old.about, old.decides, old.why, old.details, old.answered_at, old.answered_by)) then
    return new;
  end if;
  raise exception 'what was handed in is append-only';
end $$;
create trigger what_was_handed_in_stays before update or delete on pocket.entry
  for each row execute function pocket.refuse_change();
create trigger what_was_handed_in_is_never_emptied before truncate on pocket.entry
  for each statement execute function pocket.refuse_change();
