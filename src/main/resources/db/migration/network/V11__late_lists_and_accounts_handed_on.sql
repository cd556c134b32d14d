-- Two more duties are handed on: the late lists, and opening accounts with the first signature of giving one back.
alter table network.delegation drop constraint a_duty_is_known;
alter table network.delegation add constraint a_duty_is_known check (duty in ('HELP', 'NET', 'LATE', 'ACCOUNTS'));

-- As before; accounts, too, are for seats that lead only.
create or replace function network.handed(seat uuid, day date)
  returns table (id uuid, duty text, kinds text[], first bigint, last bigint, until date, givers uuid[])
  stable language sql as $$
  with recursive chain as (
    select d.id, d.via, d.duty, d.kinds, d.first, d.last, d.until, array[d.giver_unit] as givers,
      d.giver_first, d.giver_last, d.giver_leads
    from network.standing_delegation($2) d where d.taker_seat = $1
    union all
    select c.id, d.via, c.duty,
      case when c.kinds is null then d.kinds when d.kinds is null then c.kinds
        else array(select unnest(c.kinds) intersect select unnest(d.kinds)) end,
      greatest(c.first, d.first), least(c.last, d.last), least(c.until, d.until), c.givers || d.giver_unit,
      d.giver_first, d.giver_last, d.giver_leads
    from chain c join network.standing_delegation($2) d on d.id = c.via and d.duty = c.duty
    where cardinality(c.givers) < 9
  )
  select c.id, c.duty, c.kinds, greatest(c.first, c.giver_first), least(c.last, c.giver_last), c.until, c.givers
  from chain c
  where c.via is null and greatest(c.first, c.giver_first) <= least(c.last, c.giver_last)
    and (c.duty not in ('NET', 'ACCOUNTS') or c.giver_leads) and coalesce(cardinality(c.kinds), 1) > 0
$$;

-- The face for who asks whether a late request is listed: the places; none where nothing was handed.
create function network.handed_late(seat uuid, day date) returns int8multirange stable language sql as $$
  select range_agg(int8range(h.first, h.last, '[]')) from network.handed($1, $2) h where h.duty = 'LATE'
$$;

-- Everybody whose hands it went through, the giver first, with the seat that she gave it from.
create function network.hands_before(delegation uuid) returns table (seat uuid, holder uuid) stable language sql as $$
  with recursive link as (
    select d.via, d.giver_seat, d.giver from network.delegation d where d.id = $1
    union all
    select d.via, d.giver_seat, d.giver from link l join network.delegation d on d.id = l.via
  )
  select giver_seat, giver from link
$$;
