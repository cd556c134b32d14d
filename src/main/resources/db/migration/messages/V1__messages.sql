create schema messages;

-- A message in somebody's inbox: a text's key and ids, never the story. Urgent ones also wait for an outer channel.
create table messages.message (
  province smallint not null,
  id uuid not null,
  seat uuid,
  matter uuid,
  key text not null,
  about uuid,
  urgent boolean not null,
  at timestamptz not null,
  read_at timestamptz,
  sent_at timestamptz,
  primary key (province, id),
  constraint a_message_is_to_a_seat_or_to_her check ((seat is null) <> (matter is null))
);
comment on column messages.message.matter is 'to the woman of this matter: it appears on her own page';
create index inbox on messages.message (seat, id) where seat is not null and read_at is null;
create index outbox on messages.message (id) where urgent and sent_at is null;
