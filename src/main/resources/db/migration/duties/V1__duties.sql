create schema duties;

-- Work: found by a rule over facts, or offered by a federation. The fact closes it, never a tick.
create table duties.work (
  province smallint not null,
  id uuid not null,
  rule text not null,
  fact uuid not null,
  place uuid not null,
  below boolean not null,
  seat uuid,
  by_unit uuid,
  by_seat uuid,
  words bytea,
  due_on date,
  stage text not null default 'OPEN',
  team boolean not null default false,
  since timestamptz not null,
  result bytea,
  result_by uuid,
  result_at timestamptz,
  back bytea,
  confirmed_by uuid,
  ended_at timestamptz,
  ended text,
  primary key (province, id),
  constraint a_rule_is_known check (rule in ('VISIT', 'REQUEST', 'BLIND_SPOT', 'ON_DUTY', 'OFFERED')),
  constraint a_stage_is_known check (stage in ('OPEN', 'CLAIMED', 'RESULT', 'DONE', 'GONE')),
  constraint free_work_is_offered_by_a_federation check (rule <> 'OFFERED' or by_unit is not null),
  constraint what_ended_says_when_and_how check (
    (stage in ('DONE', 'GONE')) = (ended_at is not null) and (ended_at is null) = (ended is null)),
  constraint how_it_ended_is_known check (ended in ('FACT', 'CONFIRMED', 'WITHDRAWN')),
  constraint only_free_work_has_a_result check (rule = 'OFFERED' or result_at is null),
  constraint free_work_is_done_when_confirmed check (
    rule <> 'OFFERED' or stage <> 'DONE' or (ended = 'CONFIRMED' and result_at is not null and confirmed_by is not null)),
  constraint what_a_rule_found_is_done_by_its_fact check (rule = 'OFFERED' or stage <> 'DONE' or ended = 'FACT'),
  constraint nobody_confirms_her_own_result check (confirmed_by <> result_by)
);
comment on column duties.work.fact is 'the pairing, request or unit that the rule looks at; of free work its own id';
comment on column duties.work.place is 'the unit whose seats are asked; with "below" also those of all units below it';
comment on column duties.work.seat is 'asked of this seat alone, whoever holds it';
comment on column duties.work.words is 'what is to be done, closed; only where a federation offers it';
comment on column duties.work.back is 'why a result was sent back; closed';
create unique index a_fact_is_one_piece_of_open_work on duties.work (province, rule, fact) where ended_at is null;
create unique index work_by_id on duties.work (id);
create index open_work_by_place on duties.work (place, id) where ended_at is null;
create index open_work_by_seat on duties.work (seat, id) where ended_at is null and seat is not null;
create index work_by_offerer on duties.work (by_unit, id) where by_unit is not null;
create index work_with_words on duties.work (ended_at) where ended_at is not null and num_nonnulls(words, result, back) > 0;
create index open_work_found_by_rules on duties.work (province, id) where ended_at is null and rule <> 'OFFERED';

-- Who took it: a seat, so that its next holder inherits it. Who it is stands in network.held.
create table duties.claim (
  province smallint not null,
  id uuid not null,
  work uuid not null,
  seat uuid not null,
  team boolean not null,
  since timestamptz not null,
  given_to uuid,
  until timestamptz,
  how text,
  primary key (province, id),
  foreign key (province, work) references duties.work,
  constraint an_end_says_how check ((until is null) = (how is null)),
  constraint how_it_ended_is_known check (how in ('LEFT', 'HANDED', 'ENDED')),
  constraint nobody_hands_to_herself check (given_to <> seat)
);
create unique index a_seat_claims_once on duties.claim (province, work, seat) where until is null;
create unique index one_claims_alone on duties.claim (province, work) where until is null and not team;
create index claim_by_work on duties.claim (province, work);
create index open_claim_by_seat on duties.claim (seat, id) where until is null;
create index claim_by_seat on duties.claim (seat, until) where until is not null;
create index claim_given on duties.claim (given_to) where until is null and given_to is not null;

-- Declined: no longer on that seat's list. Forgotten with the end of the work; never counted, never shown by seat.
create table duties.decline (
  province smallint not null,
  id uuid not null,
  work uuid not null,
  seat uuid not null,
  words bytea,
  primary key (province, id),
  constraint a_seat_declines_once unique (province, work, seat),
  foreign key (province, work) references duties.work
);
comment on column duties.decline.words is 'what she wished to say, closed; shown to who offers it, without a name';

-- When a seat is reminded of what it took.
create table duties.clock (
  province smallint not null,
  work uuid not null,
  seat uuid not null,
  due_at timestamptz not null,
  primary key (province, work, seat),
  foreign key (province, work) references duties.work
);
create index clock_by_due on duties.clock (due_at);

-- How far each rule has walked in each province; a run takes one slice.
create table duties.sweep (
  rule text not null,
  province smallint not null,
  after_id uuid not null default '00000000-0000-0000-0000-000000000000',
  after_position bigint not null default -1,
  due_at timestamptz not null,
  primary key (rule, province),
  constraint a_sweep_is_known check (rule in ('VISIT', 'REQUEST', 'GAP', 'CLOSE'))
);
create index sweep_by_due on duties.sweep (due_at);

-- Whether what a rule found is still so.
create function duties.stands(rule text, province smallint, fact uuid, day date) returns boolean
  stable language sql as $$
  select case $1
    when 'VISIT' then exists (select from contact.open_pairing p
      where p.province = $2 and p.id = $3 and p.next_visit_on < $4)
    when 'REQUEST' then exists (select from help.waiting_request r where r.province = $2 and r.id = $3)
    when 'BLIND_SPOT' then exists (select from network.gap g where g.unit = $3 and g.missing <> 'AWAY')
    when 'ON_DUTY' then exists (select from network.gap g where g.unit = $3 and g.missing = 'AWAY')
    else true end
$$;
-- Whether it came to what was asked for, rather than falling away.
create function duties.met(rule text, province smallint, fact uuid, since timestamptz) returns boolean
  stable language sql as $$
  select case $1
    when 'VISIT' then exists (select from contact.open_pairing p
      where p.province = $2 and p.id = $3 and p.last_visit_at >= $4)
    when 'REQUEST' then exists (select from help.held_request r where r.province = $2 and r.id = $3)
    when 'BLIND_SPOT' then exists (select from network.place u where u.id = $3 and u.closed_on is null)
      and not exists (select from network.gap g where g.unit = $3 and g.missing <> 'AWAY')
    when 'ON_DUTY' then exists (select from network.answering a where a.unit = $3)
    else false end
$$;

-- What stands in each stage is booked where it stands, within whatever changes it; what ends lets go of all else.
create function duties.measure(stage text, ended_at timestamptz) returns text immutable language sql as $$
  select case $1 when 'OPEN' then 'duties.open' when 'CLAIMED' then 'duties.in-hand' when 'RESULT' then 'duties.in-hand'
    when 'DONE' then 'duties.done.' || extract(year from $2 at time zone 'Asia/Shanghai')::text end
$$;
create function duties.follow_work() returns trigger language plpgsql as $$
declare
  was text := case when tg_op = 'UPDATE' then duties.measure(old.stage, old.ended_at) end;
  now_is text := duties.measure(new.stage, new.ended_at);
begin
  if tg_op = 'INSERT' or was is distinct from now_is or old.place <> new.place then
    if was is not null then perform network.book(old.place, was, -1); end if;
    if now_is is not null then perform network.book(new.place, now_is, 1); end if;
  end if;
  if tg_op = 'UPDATE' and old.ended_at is null and new.ended_at is not null then
    update duties.claim c set until = new.ended_at, how = 'ENDED', given_to = null
      where c.province = new.province and c.work = new.id and c.until is null;
    delete from duties.decline d where d.province = new.province and d.work = new.id;
    delete from duties.clock k where k.province = new.province and k.work = new.id;
  end if;
  return null;
end $$;
create trigger sums_and_claims_follow_the_work after insert or update on duties.work
  for each row execute function duties.follow_work();

-- A member's studio (执委工作室): public, on its unit's page.
create table duties.studio (
  province smallint not null,
  id uuid not null,
  unit uuid not null,
  name text not null,
  does text not null,
  hours text not null,
  opened_on date not null,
  closed_on date,
  primary key (province, id),
  constraint it_has_a_name check (length(btrim(name)) between 1 and 60),
  constraint it_closes_after_it_opened check (closed_on >= opened_on)
);
create unique index studio_by_id on duties.studio (id);
create index studio_by_unit on duties.studio (unit, opened_on, id);

-- A project that a member leads (领办项目), with its steps and what came of them.
create table duties.project (
  province smallint not null,
  id uuid not null,
  unit uuid not null,
  studio uuid,
  title text not null,
  aim text not null,
  begun_on date not null,
  due_on date,
  ended_on date,
  outcome text,
  primary key (province, id),
  constraint it_has_a_title check (length(btrim(title)) between 1 and 60),
  constraint what_ended_says_what_came_of_it check ((ended_on is null) = (outcome is null)),
  constraint it_ends_after_it_began check (ended_on >= begun_on)
);
create unique index project_by_id on duties.project (id);
create index project_by_unit on duties.project (unit, id);
create index project_by_studio on duties.project (studio, id) where studio is not null;

create table duties.step (
  province smallint not null,
  id uuid not null,
  project uuid not null,
  what text not null,
  due_on date,
  done_on date,
  result text,
  seat uuid,
  primary key (province, id),
  foreign key (province, project) references duties.project,
  constraint a_step_is_done_by_its_result check ((done_on is null) = (result is null) and (done_on is null) = (seat is null))
);
comment on column duties.step.seat is 'which seat recorded the result';
create index step_by_project on duties.step (province, project, id);

-- Which seats have a hand in a project or studio.
create table duties.hand (
  province smallint not null,
  id uuid not null,
  at uuid not null,
  seat uuid not null,
  leads boolean not null,
  since date not null,
  until date,
  primary key (province, id),
  constraint a_hand_is_taken_back_after_it_was_given check (until >= since)
);
comment on column duties.hand.at is 'a project or a studio; no key, as it is one of two';
create unique index a_seat_has_one_hand_in_it on duties.hand (province, at, seat) where until is null;
create index hand_by_seat on duties.hand (seat) where until is null;

create function duties.follow_project() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.ended_on is null and new.ended_on is not null then
    perform network.book(new.unit, 'duties.projects.' || extract(year from new.ended_on)::text, 1);
  end if;
  return null;
end $$;
create trigger sums_follow_the_project after update on duties.project
  for each row execute function duties.follow_project();

-- A plan for founding a federation where there is none (会改联): who does each step by when, and what came of it.
create table duties.plan (
  province smallint not null,
  id uuid not null,
  spot uuid not null,
  by_unit uuid not null,
  converted boolean not null,
  begun_at timestamptz not null,
  delegates int,
  candidates int,
  elected int,
  ballots int,
  vices int,
  approval text,
  completed_at timestamptz,
  given_up_at timestamptz,
  primary key (province, id),
  constraint a_ballot_has_more_candidates_than_seats check (candidates > elected and elected > 0),
  constraint nobody_completes_what_was_given_up check (completed_at is null or given_up_at is null)
);
create unique index plan_by_id on duties.plan (id);
create unique index a_spot_has_one_plan on duties.plan (spot) where completed_at is null and given_up_at is null;
create index plan_by_unit on duties.plan (by_unit, id);

create table duties.plan_step (
  province smallint not null,
  plan uuid not null,
  step text not null,
  seat uuid,
  due_on date,
  done_on date,
  primary key (province, plan, step),
  foreign key (province, plan) references duties.plan,
  constraint a_step_of_founding_is_known check (
    step in ('PLAN', 'CONGRESS', 'BALLOT', 'COMMITTEE', 'APPROVAL', 'FILING'))
);
create index plan_step_by_seat on duties.plan_step (seat) where seat is not null and done_on is null;

-- A seat's private calendar address: the token is signed and stored nowhere; it ends with its holder.
create table duties.feed (
  province smallint not null,
  seat uuid not null,
  holder uuid not null,
  pass smallint not null,
  begun_at timestamptz not null,
  ended_at timestamptz,
  primary key (province, seat)
);
