-- What is told to her stands on her own page until she has seen it. Nothing waits for another channel: what goes to a
-- telephone is messages.telephone_message.
drop index messages.outbox;
alter table messages.message drop column sent_at;
comment on column messages.message.urgent is 'shown before the others';
create index news on messages.message (matter, province) where matter is not null and read_at is null;
