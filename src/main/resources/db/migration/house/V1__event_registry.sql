-- The registry of events that a listener still has to hear (Spring Modulith's table, kept here so that it changes with us).
create schema house;
create table house.event_publication (
  id uuid primary key,
  listener_id text not null,
  event_type text not null,
  serialized_event text not null,
  publication_date timestamptz not null,
  completion_date timestamptz,
  status text,
  completion_attempts int,
  last_resubmission_date timestamptz
);
create index event_publication_by_serialized_event on house.event_publication using hash (serialized_event);
create index event_publication_by_completion on house.event_publication (completion_date);

-- A row here: this database was chosen for the demonstration at its first start, for good.
create table house.demonstration (
  chosen_at timestamptz not null
);
