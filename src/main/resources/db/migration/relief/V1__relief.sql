create schema relief;

-- A need that others can meet: goods to buy, hands, loads, seats, each at a stated price and quantity. Nothing here
-- holds money: a pledge is an intent, and buyer and seller pay each other elsewhere.
create table relief.campaign (
  province smallint not null,
  id uuid not null,
  request uuid not null,
  place uuid not null,
  shown_place uuid not null,
  kind text not null,
  item text not null,
  story text not null,
  measure text not null,
  price_fen bigint not null,
  cap numeric(12,3) not null,
  smallest numeric(12,3) not null,
  most numeric(12,3) not null,
  rule text not null,
  useful_until date not null,
  shown_as text not null,
  seller bytea,
  yard bytea,
  yard_hash bytea,
  reach bytea,
  thanks bytea,
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  seen_on date,
  federation uuid,
  opened_by uuid,
  seconded_by uuid,
  opened_at timestamptz,
  closes_at timestamptz,
  extended_at timestamptz,
  stage text not null,
  ended_at timestamptz,
  how_it_ended text,
  available numeric(12,3) not null,
  taken numeric(12,3) not null default 0,
  allotted numeric(12,3) not null default 0,
  delivered numeric(12,3) not null default 0,
  paid numeric(12,3) not null default 0,
  buyers int not null default 0,
  waiting int not null default 0,
  version int not null default 1,
  primary key (province, id),
  constraint a_kind_of_need_is_known check (kind in ('PRODUCE', 'STOCK', 'SEATS', 'LABOUR', 'TRANSPORT')),
  constraint a_measure_is_known check (measure in ('PIECE', 'BOX', 'KILOGRAM', 'TONNE', 'MU', 'HOUR', 'PERSON')),
  constraint a_rule_for_what_is_short_is_known check (rule in ('IN_TURN', 'EVENLY')),
  constraint a_stage_is_known check (stage in ('DRAFT', 'SECOND', 'OPEN', 'CLOSED', 'ENDED', 'DROPPED')),
  constraint it_ends_somehow check ((stage = 'ENDED') = (how_it_ended is not null)),
  constraint how_it_ended_is_known check (how_it_ended in ('DELIVERED', 'SPOILED', 'SOLD_ELSEWHERE', 'OTHERWISE')),
  constraint what_is_open_was_seen check (stage in ('DRAFT', 'DROPPED')
    or seen_on is not null and federation is not null and opened_by is not null),
  constraint two_persons_are_two check (seconded_by is null or seconded_by <> opened_by),
  constraint a_price_is_not_negative check (price_fen >= 0),
  constraint a_pledge_fits_the_cap check (smallest > 0 and smallest <= cap and most >= smallest),
  constraint no_more_is_taken_than_the_cap check (taken between 0 and cap),
  constraint no_more_is_allotted_than_taken check (allotted between 0 and taken),
  constraint no_more_is_allotted_than_there_is check (allotted <= available),
  constraint no_more_is_delivered_than_allotted check (delivered between 0 and allotted),
  constraint no_more_is_paid_than_delivered check (paid between 0 and delivered)
);
comment on column relief.campaign.place is 'where the seller lives; never shown, only the township above it';
comment on column relief.campaign.yard is 'where the goods are; closed, told to who has a share of them';
comment on column relief.campaign.yard_hash is 'finds the same field again';
comment on column relief.campaign.available is 'what the field still yields, as last seen';
comment on column relief.campaign.taken is 'the sum over its open pledges, as are those that follow; kept by a trigger';
create unique index a_request_has_one_need_at_once on relief.campaign (request)
  where stage in ('DRAFT', 'SECOND', 'OPEN', 'CLOSED');
create unique index a_field_is_offered_once_at_once on relief.campaign (province, yard_hash)
  where stage in ('SECOND', 'OPEN', 'CLOSED') and yard_hash is not null;
create index campaign_by_id on relief.campaign (id);
create index open_campaigns on relief.campaign (closes_at, id) where stage = 'OPEN';
create index open_campaigns_by_province on relief.campaign (province, closes_at, id) where stage = 'OPEN';
create index campaign_by_shown_place on relief.campaign (shown_place, opened_at desc) where opened_at is not null;
create index campaign_by_federation on relief.campaign (federation, opened_at desc) where opened_at is not null;
create index campaign_by_drafter on relief.campaign (drafted_by) where stage not in ('ENDED', 'DROPPED');
create index campaigns_at_work on relief.campaign (place) where stage not in ('ENDED', 'DROPPED');
create index ended_campaigns on relief.campaign (ended_at, id) where stage in ('ENDED', 'DROPPED');
create index campaign_by_request on relief.campaign (request, drafted_at desc);

-- Who vouches for a fact of it.
create table relief.vouched (
  province smallint not null,
  campaign uuid not null,
  fact text not null,
  seat uuid not null,
  unit uuid not null,
  at timestamptz not null,
  primary key (province, campaign, fact, seat),
  constraint a_fact_is_known check (fact in ('SELLER', 'FIELD', 'QUANTITY', 'PRICE', 'SECOND'))
);

-- Where and when it can be fetched: a public place.
create table relief.pick_up (
  province smallint not null,
  id uuid not null,
  campaign uuid not null,
  at_place text not null,
  begins timestamptz not null,
  ends timestamptz not null,
  primary key (province, id),
  constraint a_window_ends_after_it_begins check (ends > begins)
);
create index pick_up_by_campaign on relief.pick_up (province, campaign, begins);

-- What its pictures show, to find the same picture again: 64 bits, of which few differ.
create table relief.picture (
  province smallint not null,
  file uuid not null,
  campaign uuid not null,
  print bigint not null,
  primary key (province, file)
);
create index picture_by_first_quarter on relief.picture (((print >> 48) & 65535));
create index picture_by_second_quarter on relief.picture (((print >> 32) & 65535));
create index picture_by_third_quarter on relief.picture (((print >> 16) & 65535));
create index picture_by_last_quarter on relief.picture ((print & 65535));
create index picture_by_campaign on relief.picture (campaign);

-- A pledge: who intends to take how much. Not binding, and no money.
create table relief.pledge (
  province smallint not null,
  id uuid not null,
  campaign uuid not null,
  buyer text not null,
  known_as bytea,
  contact bytea,
  contact_hash bytea,
  organisation bytea,
  pools boolean not null default false,
  pool uuid,
  pick_up uuid,
  amount numeric(12,3) not null,
  allotted numeric(12,3) not null default 0,
  handed numeric(12,3),
  fetched numeric(12,3),
  she_was_paid boolean not null default false,
  buyer_paid boolean not null default false,
  delivered numeric(12,3) not null generated always as (
    case when handed is not null and fetched is not null then least(handed, fetched) else 0 end) stored,
  paid numeric(12,3) not null generated always as (
    case when she_was_paid and buyer_paid and handed is not null and fetched is not null
      then least(handed, fetched) else 0 end) stored,
  stage text not null,
  at timestamptz not null,
  ended_at timestamptz,
  yard_shown_at timestamptz,
  version int not null default 1,
  primary key (province, id),
  constraint a_buyer_is_known check (buyer in ('PERSON', 'CANTEEN', 'SHOP', 'ORGANISATION')),
  constraint a_stage_is_known check (stage in ('TAKEN', 'WAITING', 'WITHDRAWN', 'MISSED', 'LAPSED')),
  constraint a_pledge_is_for_something check (amount > 0),
  constraint a_share_is_within_the_pledge check (allotted between 0 and amount),
  constraint only_what_is_taken_has_a_share check (stage = 'TAKEN' or allotted = 0),
  constraint no_more_is_handed_over_than_allotted check (handed is null or handed between 0 and allotted),
  constraint no_more_is_fetched_than_allotted check (fetched is null or fetched between 0 and allotted),
  constraint who_is_in_a_pool_opens_none check (pool is null or not pools)
);
comment on column relief.pledge.at is 'to the millisecond, as a page of the ledger goes on from it; then by id';
comment on column relief.pledge.pools is 'neighbours may join it; each joins with a pledge of her own';
comment on column relief.pledge.handed is 'what the seller''s side says was handed over';
comment on column relief.pledge.fetched is 'what the buyer says was fetched';
create index pledge_by_campaign on relief.pledge (province, campaign, stage, at, id);
create index pledge_by_moment on relief.pledge (province, campaign, at, id);
create index pledge_by_contact on relief.pledge (province, campaign, contact_hash)
  where stage in ('TAKEN', 'WAITING') and contact_hash is not null;
create index pledge_by_pool on relief.pledge (province, pool) where pool is not null;
create index pledge_by_id on relief.pledge (id);

-- What happened, for everybody to read.
create table relief.event (
  province smallint not null,
  id uuid not null,
  campaign uuid not null,
  at timestamptz not null,
  what text not null,
  words text,
  amount numeric(12,3),
  seat uuid,
  primary key (province, id)
);
create index event_by_campaign on relief.event (province, campaign, at);

-- Somebody says that something is wrong with it.
create table relief.alarm (
  province smallint not null,
  id uuid not null,
  campaign uuid not null,
  words bytea,
  at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  answer text,
  primary key (province, id),
  constraint an_answer_has_words check ((answered_at is null) = (answer is null))
);
create index alarm_by_campaign on relief.alarm (province, campaign, at);

-- What happens by itself, and when.
create table relief.clock (
  province smallint not null,
  campaign uuid not null,
  what text not null,
  pick_up uuid not null,
  due_at timestamptz not null,
  primary key (province, campaign, what, pick_up),
  constraint a_clock_is_known check (what in ('CLOSE', 'REMIND', 'REPORT'))
);
comment on column relief.clock.pick_up is 'of a reminder its window, else the campaign itself';
create index clocks_due on relief.clock (due_at);

-- Totals are the sums of lines, whoever writes the lines.
create function relief.keep_totals() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update relief.campaign c set
      taken = c.taken + d.taken, allotted = c.allotted + d.allotted, delivered = c.delivered + d.delivered,
      paid = c.paid + d.paid, buyers = c.buyers + d.buyers, waiting = c.waiting + d.waiting
    from (select n.province, n.campaign, coalesce(sum(n.amount) filter (where n.stage = 'TAKEN'), 0) taken,
        sum(n.allotted) allotted, sum(n.delivered) delivered, sum(n.paid) paid,
        count(*) filter (where n.stage = 'TAKEN') buyers, count(*) filter (where n.stage = 'WAITING') waiting
      from new_lines n group by n.province, n.campaign) d
    where c.province = d.province and c.id = d.campaign;
  else
    update relief.campaign c set
      taken = c.taken + d.taken, allotted = c.allotted + d.allotted, delivered = c.delivered + d.delivered,
      paid = c.paid + d.paid, buyers = c.buyers + d.buyers, waiting = c.waiting + d.waiting
    from (select l.province, l.campaign, coalesce(sum(l.sign * l.amount) filter (where l.stage = 'TAKEN'), 0) taken,
        sum(l.sign * l.allotted) allotted, sum(l.sign * l.delivered) delivered, sum(l.sign * l.paid) paid,
        coalesce(sum(l.sign) filter (where l.stage = 'TAKEN'), 0) buyers,
        coalesce(sum(l.sign) filter (where l.stage = 'WAITING'), 0) waiting
      from (select 1 as sign, n.province, n.campaign, n.stage, n.amount, n.allotted, n.delivered, n.paid from new_lines n
        union all
        select -1, o.province, o.campaign, o.stage, o.amount, o.allotted, o.delivered, o.paid from old_lines o) l
      group by l.province, l.campaign) d
    where c.province = d.province and c.id = d.campaign
      and (d.taken <> 0 or d.allotted <> 0 or d.delivered <> 0 or d.paid <> 0 or d.buyers <> 0 or d.waiting <> 0);
  end if;
  return null;
end $$;
create trigger totals_follow_new_lines after insert on relief.pledge
  referencing new table as new_lines for each statement execute function relief.keep_totals();
create trigger totals_follow_changed_lines after update on relief.pledge
  referencing old table as old_lines new table as new_lines for each statement execute function relief.keep_totals();
create function relief.refuse_deleting() returns trigger language plpgsql as $$
begin
  raise exception 'a pledge ends, and its line stays';
end $$;
create trigger a_line_stays before delete on relief.pledge
  for each row execute function relief.refuse_deleting();

-- Takes what fits under the cap and the yield, one after the other: the campaign's row is the queue. What does not fit
-- waits. The answer is the stage of the pledge, or why there is none.
create function relief.take(province smallint, id uuid, campaign uuid, buyer text, known_as bytea, contact bytea,
    contact_hash bytea, organisation bytea, pools boolean, pool uuid, pick_up uuid, amount numeric, at timestamptz,
    may_wait boolean) returns text language plpgsql as $$
declare
  c relief.campaign;
  had numeric;
  fits boolean;
begin
  select * into c from relief.campaign k where k.province = $1 and k.id = $3 for update;
  if not found or c.stage <> 'OPEN' or c.closes_at <= at then
    return 'CLOSED';
  end if;
  -- What was looked at before the lock may have gone meanwhile.
  if $11 is not null and not exists (select from relief.pick_up w
      where w.province = $1 and w.campaign = $3 and w.id = $11) then
    return 'WINDOW';
  end if;
  if $10 is not null and not exists (select from relief.pledge o
      where o.province = $1 and o.id = $10 and o.campaign = $3 and o.pools and o.stage in ('TAKEN', 'WAITING')) then
    return 'POOL';
  end if;
  if $7 is not null then
    select coalesce(sum(p.amount), 0) into had from relief.pledge p
      where p.province = $1 and p.campaign = $3 and p.contact_hash = $7 and p.stage in ('TAKEN', 'WAITING');
    if had + $12 > c.most then
      return 'MOST';
    end if;
  end if;
  fits := c.taken + $12 <= least(c.cap, c.available);
  if not fits and not may_wait then
    return 'FULL';
  end if;
  insert into relief.pledge (province, id, campaign, buyer, known_as, contact, contact_hash, organisation, pools, pool,
      pick_up, amount, allotted, stage, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when fits then $12 else 0 end,
      case when fits then 'TAKEN' else 'WAITING' end, date_trunc('milliseconds', $13));
  return case when fits then 'TAKEN' else 'WAITING' end;
end $$;

-- Whoever waits longest and fits moves up; those who moved.
create function relief.move_up(province smallint, campaign uuid) returns setof uuid language plpgsql as $$
declare
  room numeric;
  line record;
begin
  select least(c.cap, c.available) - c.taken into room from relief.campaign c
    where c.province = $1 and c.id = $2 and c.stage in ('OPEN', 'CLOSED') for update;
  if room is null or room <= 0 then
    return;
  end if;
  for line in
    select p.id, p.amount from relief.pledge p
    where p.province = $1 and p.campaign = $2 and p.stage = 'WAITING' order by p.at, p.id
  loop
    if line.amount <= room then
      update relief.pledge p set stage = 'TAKEN', allotted = p.amount, version = p.version + 1
        where p.province = $1 and p.id = line.id;
      room := room - line.amount;
      return next line.id;
      exit when room <= 0;
    end if;
  end loop;
end $$;

-- A quarter of a picture's bits, and those that differ from it in one.
create function relief.near(quarter bigint) returns bigint[] immutable strict parallel safe language sql as $$
  select array_agg(n) from (select $1 union all select $1 # (1::bigint << i) from generate_series(0, 15) i) q (n)
$$;

-- Pictures of other campaigns that show the same: of six bits that differ in four quarters, one quarter has at most one.
create function relief.resembling(campaign uuid) returns table (file uuid, other uuid, other_file uuid)
  stable language sql as $$
  select m.file, o.campaign, o.file from relief.picture m
  cross join lateral (
    select p.* from relief.picture p where p.campaign <> $1 and (
      ((p.print >> 48) & 65535) = any (relief.near((m.print >> 48) & 65535))
      or ((p.print >> 32) & 65535) = any (relief.near((m.print >> 32) & 65535))
      or ((p.print >> 16) & 65535) = any (relief.near((m.print >> 16) & 65535))
      or (p.print & 65535) = any (relief.near(m.print & 65535)))) o
  where m.campaign = $1 and bit_count((m.print # o.print)::bit(64)) <= 6
$$;
