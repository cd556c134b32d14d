-- A country in contact: 7.7 million seats, 160 million pairings, 20 million visits, 150,000 points of contact; a share
-- of them by whole counties. Everything is drawn from numbers and hashes, so that each run finds the same.
-- A statement under "each province" runs once for each, :province and :share filled in.
set work_mem = '256MB';
set maintenance_work_mem = '2GB';
set max_parallel_maintenance_workers = 2;
set synchronous_commit = off;
drop schema if exists bench cascade;
create schema bench;

create unlogged table bench.unit as
select row_number() over (order by u.position) as n, u.id, u.province, u.depth, u.position, u.parent,
  case u.depth when 5 then 11 when 4 then 21 else 9 end as seats
from network.unit u
where u.shown and u.closed_on is null and u.depth between 1 and 5
  and (u.depth < 3 or abs(hashtext(substr(u.code, 1, 6))) % 1000 < 1000 * :share);

create unlogged table bench.seat as
select row_number() over (order by u.n, k) as n, u.id as unit, u.province, k
from bench.unit u cross join lateral generate_series(1, u.seats) k;

insert into network.term (id, unit, number, begins, committee)
select ('01990000-0000-7000-8004-' || lpad(to_hex(n), 12, '0'))::uuid, id, 1, date '2024-03-01', seats from bench.unit;

-- each province
insert into network.seat (id, province, unit, term, post, engagement, holder, known_as, on_duty, changed_at)
select ('01990000-0000-7000-8000-' || lpad(to_hex(s.n), 12, '0'))::uuid, s.province, s.unit,
  ('01990000-0000-7000-8004-' || lpad(to_hex(u.n), 12, '0'))::uuid,
  case s.k when 1 then 'CHAIR' when 2 then 'VICE_CHAIR' else 'EXECUTIVE_MEMBER' end, 'PART_TIME',
  ('01990000-0000-7000-8003-' || lpad(to_hex(s.n), 12, '0'))::uuid, '执委' || s.n % 10000, s.k <= 3, now()
from bench.seat s join bench.unit u on u.id = s.unit where s.province = :province and u.n % 50 <> 0;

alter table network.holding drop constraint a_seat_has_one_holder_at_a_time;
insert into network.holding (seat, holder, known_as, by, during)
select id, holder, known_as, 'ELECTED', daterange('2024-03-01', null) from network.seat where holder is not null and term is not null;
alter table network.holding add constraint a_seat_has_one_holder_at_a_time primary key (seat, during without overlaps);

update network.unit u set answers = 'YES', standing = 'LISTED' from bench.unit b where b.id = u.id and b.n % 50 <> 0;

alter table contact.pairing drop constraint pairing_pkey;
alter table contact.pairing drop constraint a_seat_and_a_woman_are_paired_once;
drop index contact.pairing_by_seat;

-- each province
insert into contact.pairing (visited_at, id, seat, woman, since, next_on, province, counts)
select case when p.n % 8 = 0 and p.n % 80 <> 0 then now() - (1 + abs(hashint8(p.n)) % 31000000) * interval '1 second' end,
  ('01990000-0000-7000-8001-' || lpad(to_hex(p.n), 12, '0'))::uuid,
  ('01990000-0000-7000-8000-' || lpad(to_hex(p.seat), 12, '0'))::uuid,
  ('01990000-0000-7000-8002-' || lpad(to_hex(p.n), 12, '0'))::uuid,
  date '2025-01-01' + (p.n % 400)::int, current_date + (abs(hashint8(p.n)) % 180)::int - 20, :province, true
from (
  select s.n as seat, s.n * 23 + g as n
  from bench.seat s join bench.unit u on u.id = s.unit
  cross join lateral generate_series(1, 21 + (s.n % 9 < 2)::int) g
  where s.province = :province and u.n % 50 <> 0 order by s.n, g) p;

alter table contact.pairing add primary key (province, id) with (fillfactor = 100);
alter table contact.pairing add constraint a_seat_and_a_woman_are_paired_once unique (woman, seat) with (fillfactor = 100);
create index pairing_by_seat on contact.pairing (seat);

drop index contact.visit_by_pairing;
drop index contact.visit_by_seat;
alter table contact.visit drop constraint visit_pkey;

-- each province
insert into contact.visit (province, id, pairing, seat, at, found)
select :province, ('01990000-0000-7000-8005-' || right(p.id::text, 12))::uuid, p.id, p.seat,
  coalesce(p.visited_at, now() - interval '100 days'),
  case when p.visited_at is null then 'NOBODY' when get_byte(uuid_send(p.id), 15) % 4 = 0 then 'CALLED' else 'SAW' end
from contact.pairing p where p.province = :province and get_byte(uuid_send(p.id), 15) % 8 = 0
order by p.visited_at;

alter table contact.visit add primary key (province, id);
create index visit_by_pairing on contact.visit (province, pairing, at) where pairing is not null;
create index visit_by_seat on contact.visit (seat, at);

insert into contact.point (province, id, unit, above, kind, name, whereabouts, hours, offers, opened_on)
select u.province, ('01990000-0000-7000-8006-' || lpad(to_hex(u.n), 12, '0'))::uuid, u.id, u.parent,
  case u.n % 3 when 0 then 'WOMENS_HOME' else 'CONTACT_POINT' end, '妇女之家', '村委会一楼', '周一至周五', '说说话，找人帮', date '2024-05-01'
from bench.unit u where u.depth >= 4 and u.n % 50 <> 0 and abs(hashint8(u.n)) % 1000 < 231;

create unlogged table bench.counted as
select s.unit, 'seat.filled' as what, count(*) as amount from network.seat s where s.holder is not null group by 1
union all
select s.unit, 'seat.on-duty', count(*) from network.seat s where s.on_duty group by 1
union all
select s.unit, w.what, count(*) from contact.pairing p join network.seat s on s.id = p.seat
  cross join (values ('contact.pairing'), ('contact.woman')) w (what) group by 1, 2
union all
select s.unit, case v.found when 'NOBODY' then 'contact.nobody.' else 'contact.visit.' end
    || extract(year from v.at at time zone 'Asia/Shanghai'), count(*)
  from contact.visit v join network.seat s on s.id = v.seat group by 1, 2
union all
select unit, 'contact.point', count(*) from contact.point group by 1
union all
select parent, 'answer.yes', count(*) from bench.unit where n % 50 <> 0 and parent is not null group by 1;

insert into network.sum (unit, what, amount)
select a.id, c.what, sum(c.amount)
from bench.counted c join network.unit p on p.id = c.unit
join network.unit a on a.position = any (network.upwards(p.position))
group by 1, 2
on conflict (unit, what) do update set amount = network.sum.amount + excluded.amount;

vacuum analyze network.unit;
vacuum analyze network.seat;
vacuum analyze network.holding;
vacuum analyze network.sum;
vacuum analyze contact.pairing;
vacuum analyze contact.visit;
vacuum analyze contact.point;
