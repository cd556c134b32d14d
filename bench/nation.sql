-- A country at work: a seat on duty in every unit above the villages, and five million requests within 180 days.
-- Everything but the ids is drawn from hashes, so that each run finds the same.
set work_mem = '512MB';
set maintenance_work_mem = '1GB';
set synchronous_commit = off;
create schema bench;

insert into network.seat (id, province, unit, post, engagement, holder, known_as, on_duty, changed_at)
select md5('seat ' || u.code)::uuid, u.province, u.id, 'CADRE', 'FULL_TIME', md5('person ' || u.code)::uuid,
  '执委' || right(u.code, 4), true, now()
from network.unit u where u.shown and u.depth between 1 and 4 and u.closed_on is null;

insert into network.change (unit, what, amount)
select s.unit, w.what, 1 from network.seat s, (values ('seat.filled'), ('seat.on-duty')) w (what);

create unlogged table bench.village as
select row_number() over (order by v.code) - 1 as n, v.id, v.province, t.id as township, md5('seat ' || t.code)::uuid as seat
from network.unit v join network.unit t on t.id = v.parent where v.depth = 5 and v.closed_on is null;

create unlogged table bench.wish as
select i, abs(hashint8extended(i, 7)) % (select count(*) from bench.village) as n,
  now() - (abs(hashint8extended(i, 8)) % 15552000) * interval '1 second' as at,
  abs(hashint8extended(i, 9)) % 100 as luck, abs(hashint8extended(i, 10)) as more
from generate_series(1, 5000000) i;

insert into help.request (province, id, number, code_hash, place, kind, form, danger, sealed, skip_village, stay_near,
  asked_at, door, stage, held_by, desk, claimed_by, receiver, why, due_at, contacted_at, late, satisfied, ended_at)
select v.province, uuidv7(w.at - now()), w.i, decode(md5(w.i::text), 'hex'), v.id,
  (array['work', 'children', 'produce', 'training', 'other'])[1 + w.more % 5], 'HELP', false, false, false, false,
  w.at, 'PAGE',
  s.stage, v.township, v.seat, case when s.stage <> 'WAITING' then v.seat end,
  case when s.stage <> 'WAITING' then v.seat end, 'NEAREST',
  case when s.stage in ('DONE', 'NO_WORD') then null when s.late then w.at + interval '1 day' else now() + interval '900 days' end,
  case when s.stage <> 'WAITING' then w.at + (w.more % 2000) * interval '1 minute' end, s.late,
  case when s.stage = 'DONE' then (array['YES', 'YES', 'PARTLY', 'NO'])[1 + w.more % 4] end,
  case when s.stage in ('DONE', 'NO_WORD') then w.at + interval '3 days' end
from bench.wish w join bench.village v on v.n = w.n
cross join lateral (
  select case when luck < 2 then 'WAITING' when luck < 4 then 'IN_HAND' when luck < 5 then 'HER_WORD'
      when luck < 6 then 'NO_WORD' else 'DONE' end as stage, luck < 5 and more % 5 = 0 as late) s
order by v.province, w.at;

insert into help.clock (province, request, what, due_at, state)
select province, id, case stage when 'WAITING' then 'FIRST_CONTACT' else 'RESOLUTION' end, due_at,
  case when late then 'LATE' else 'RUNNING' end
from help.request where ended_at is null;

create unlogged table bench.day as
select place, (asked_at at time zone 'Asia/Shanghai')::date as day, count(*) as asked,
  count(*) filter (where stage = 'WAITING') as waiting, count(*) filter (where stage = 'IN_HAND') as in_hand,
  count(*) filter (where stage = 'HER_WORD') as her_word, count(*) filter (where late) as late,
  count(contacted_at) as contacted, count(*) filter (where contacted_at < asked_at + interval '1 day') as in_time,
  coalesce(sum(extract(epoch from contacted_at - asked_at) / 60), 0)::bigint as minutes,
  count(*) filter (where stage = 'DONE') as done, count(*) filter (where satisfied = 'YES') as satisfied,
  count(*) filter (where stage = 'NO_WORD') as no_word
from help.request group by 1, 2;

insert into help.sum (unit, day, asked, waiting, in_hand, her_word, late, contacted, in_time, contact_minutes, done,
  satisfied, no_word)
select a.id, d.day, sum(d.asked), sum(d.waiting), sum(d.in_hand), sum(d.her_word), sum(d.late), sum(d.contacted),
  sum(d.in_time), sum(d.minutes), sum(d.done), sum(d.satisfied), sum(d.no_word)
from bench.day d join network.unit p on p.id = d.place
join network.unit a on a.position = any (network.upwards(p.position))
group by a.id, d.day order by a.id, d.day;

drop schema bench cascade;
vacuum analyze help.request;
vacuum analyze help.sum;
vacuum analyze help.clock;
vacuum analyze network.seat;
