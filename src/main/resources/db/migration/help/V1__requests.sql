create schema help;
create sequence help.number;

create table help.request (
  province smallint not null,
  id uuid not null,
  number bigint,
  code_hash bytea not null,
  pass smallint not null default 1,
  place uuid not null,
  kind text not null,
  form text not null,
  danger boolean not null,
  sealed boolean not null,
  skip_village boolean not null,
  stay_near boolean not null,
  story bytea,
  contact bytea,
  safe_time bytea,
  asked_at timestamptz not null,
  door text not null,
  woman uuid,
  asked_by uuid,
  stage text not null,
  held_by uuid,
  desk uuid,
  overseer uuid,
  claimed_by uuid,
  receiver uuid,
  offered_to uuid,
  offered_desk uuid,
  why text not null,
  passed uuid[] not null default '{}',
  due_at timestamptz,
  contacted_at timestamptz,
  late boolean not null default false,
  asks smallint not null default 0,
  satisfied text,
  word bytea,
  heard_by uuid,
  ended_at timestamptz,
  version int not null default 1,
  primary key (province, id),
  constraint a_stage_is_known check (stage in ('WAITING', 'IN_HAND', 'HER_WORD', 'DONE', 'NO_WORD')),
  constraint a_form_is_known check (form in ('ENQUIRY', 'HELP', 'COMPLAINT', 'PETITION')),
  constraint requests_in_hand_have_a_member check (stage not in ('IN_HAND', 'HER_WORD') or claimed_by is not null),
  constraint ended_requests_say_when check ((stage in ('DONE', 'NO_WORD')) = (ended_at is not null)),
  constraint only_she_says_done check (stage <> 'DONE' or satisfied is not null),
  constraint silence_is_never_solved check (stage <> 'NO_WORD' or satisfied is null),
  constraint danger_never_ends_in_silence check (stage <> 'NO_WORD' or not (danger or sealed)),
  constraint her_feeling_is_known check (satisfied in ('YES', 'PARTLY', 'NO')),
  constraint a_sealed_matter_has_no_number check (sealed = (number is null)),
  constraint a_promise_has_a_seat_behind_it check (due_at is null or desk is not null)
);
comment on column help.request.story is 'closed, as all her words are; none: erased';
comment on column help.request.number is 'the running number that staff see; a sealed matter has none, so that no gap tells of it';
comment on column help.request.desk is 'the seat on duty that stands behind the promise';
comment on column help.request.overseer is 'the seat above that may see a sealed matter too';
comment on column help.request.receiver is 'who took it first and stays answerable until another has accepted';
comment on column help.request.passed is 'units passed over on the way up because nobody was on duty who takes this kind';
create unique index a_code_opens_one_request on help.request (code_hash);
create index open_requests_by_unit on help.request (held_by, due_at) where ended_at is null and not sealed;
create index requests_nobody_holds on help.request (province, id) where held_by is null and ended_at is null;
create index late_requests on help.request (due_at, id) where late and ended_at is null and not sealed;
create index sealed_requests_by_desk on help.request (desk) where sealed and ended_at is null;
create index requests_by_claim on help.request (claimed_by, due_at) where ended_at is null;

-- A clock that runs for a request: a promise made to her, or the day she is asked again.
create table help.clock (
  province smallint not null,
  request uuid not null,
  what text not null,
  due_at timestamptz not null,
  state text not null default 'RUNNING',
  primary key (province, request, what, due_at),
  constraint a_clock_is_known check (what in ('FIRST_CONTACT', 'RESOLUTION', 'HER_WORD')),
  constraint a_clock_state_is_known check (state in ('RUNNING', 'PAUSED', 'KEPT', 'LATE', 'DROPPED'))
);
create index running_clocks on help.clock (due_at) where state = 'RUNNING';

-- What happened after she asked, in order; append-only.
create table help.step (
  province smallint not null,
  request uuid not null,
  id uuid not null,
  at timestamptz not null,
  what text not null,
  seat uuid,
  known_as text,
  unit uuid,
  words bytea,
  for_her boolean not null,
  primary key (province, request, id)
);
-- Its words may be closed again under another key, or erased; nothing else changes.
create function help.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.province, new.request, new.id, new.at, new.what, new.seat, new.known_as, new.unit, new.for_her)
      is not distinct from (old.province, old.request, old.id, old.at, old.what, old.seat, old.known_as, old.unit, old.for_her) then
    return new;
  end if;
  raise exception 'the timeline is append-only';
end $$;
create trigger the_timeline_is_append_only before update or delete on help.step
  for each row execute function help.refuse_change();
create trigger the_timeline_is_never_emptied before truncate on help.step
  for each statement execute function help.refuse_change();

-- A gap met on the way up: a blind spot of the unit for this kind, reported once a day.
create table help.gap (
  unit uuid not null,
  kind text not null,
  day date not null,
  primary key (unit, kind, day)
);

-- Sums of a place and all below it by day, and the changes still to be brought up the tree. Sealed matters are not here.
create table help.sum (
  unit uuid not null,
  day date not null,
  asked bigint not null default 0,
  waiting bigint not null default 0,
  in_hand bigint not null default 0,
  her_word bigint not null default 0,
  late bigint not null default 0,
  contacted bigint not null default 0,
  in_time bigint not null default 0,
  contact_minutes bigint not null default 0,
  done bigint not null default 0,
  satisfied bigint not null default 0,
  no_word bigint not null default 0,
  primary key (unit, day)
);
comment on column help.sum.waiting is 'waiting, in_hand, her_word and late are the day''s change: the sum over all days is what stands now';
create table help.change (
  unit uuid not null,
  day date not null,
  asked int not null default 0,
  waiting int not null default 0,
  in_hand int not null default 0,
  her_word int not null default 0,
  late int not null default 0,
  contacted int not null default 0,
  in_time int not null default 0,
  contact_minutes int not null default 0,
  done int not null default 0,
  satisfied int not null default 0,
  no_word int not null default 0
);

-- The face for numbers: sums by place and day, as they were folded.
create view help.by_place as select * from help.sum;
