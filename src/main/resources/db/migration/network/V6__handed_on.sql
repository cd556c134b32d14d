-- A right handed on (委托) to a seat at or below the giver's place, for one duty, until a day. What it is worth is asked
-- anew each time; nothing is kept by person but who gave it to whom.
create table network.delegation (
  id uuid primary key,
  via uuid references network.delegation,
  duty text not null,
  kinds text[],
  place uuid not null references network.unit,
  giver_seat uuid not null references network.seat,
  giver uuid not null,
  taker_seat uuid not null references network.seat,
  taker uuid not null,
  during daterange not null,
  given_at timestamptz not null,
  ended_at timestamptz,
  constraint a_duty_is_known check (duty in ('HELP', 'NET')),
  constraint a_right_handed_on_ends_on_a_day check (not lower_inf(during) and not upper_inf(during)),
  constraint a_right_is_handed_on_for_half_a_year_at_most check (upper(during) - lower(during) <= 181),
  constraint kinds_are_of_requests check (kinds is null or duty = 'HELP' and cardinality(kinds) > 0),
  constraint nobody_hands_a_right_to_herself check (giver_seat <> taker_seat and giver <> taker)
);
comment on column network.delegation.via is 'the right that is passed on; none: the giver''s own';
comment on column network.delegation.kinds is 'kinds of request; none: all that the giver''s right has';
create index delegation_by_taker on network.delegation (taker_seat) where ended_at is null;
create index delegation_by_giver on network.delegation (giver_seat, given_at);

-- Whoever leaves a seat ends what she handed on from it and what was handed to her, for good.
create function network.end_delegations() returns trigger language plpgsql as $$
begin
  update network.delegation set ended_at = new.changed_at
  where ended_at is null and new.id in (giver_seat, taker_seat);
  return new;
end $$;
create trigger a_right_handed_on_ends_with_who_gave_or_took_it after update of holder on network.seat
  for each row when (old.holder is distinct from new.holder) execute function network.end_delegations();

-- Links that stand on a day: both still sit there, the taker still at or below the giver, no place of it closed.
create function network.standing_delegation(day date)
  returns table (id uuid, via uuid, duty text, kinds text[], first bigint, last bigint, until date, taker_seat uuid,
    giver_unit uuid, giver_first bigint, giver_last bigint, giver_leads boolean)
  stable language sql as $$
  select d.id, d.via, d.duty, d.kinds, p.position, p.last, upper(d.during) - 1, d.taker_seat, gu.id, gu.position, gu.last,
    g.post <> 'EXECUTIVE_MEMBER'
  from network.delegation d
  join network.seat g on g.id = d.giver_seat and g.holder = d.giver
  join network.unit gu on gu.id = g.unit and gu.closed_on is null
  join network.seat t on t.id = d.taker_seat and t.holder = d.taker
  join network.unit tu on tu.id = t.unit and tu.closed_on is null and tu.position between gu.position and gu.last
  join network.unit p on p.id = d.place and p.closed_on is null
  where d.ended_at is null and d.during @> day
$$;

-- What a seat may do by rights handed to it: the intersection of all links up to the first giver's own place. Passed on,
-- it never grows.
create function network.handed(seat uuid, day date)
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
    and (c.duty <> 'NET' or c.giver_leads) and coalesce(cardinality(c.kinds), 1) > 0
$$;
comment on function network.handed is 'givers: the units of all who gave it, which it does not reach where a unit''s own being is changed';

-- The face for who asks whether a request may be seen: places by kind, '*' for every kind; none where nothing was handed.
create function network.handed_help(seat uuid, day date) returns jsonb stable language sql as $$
  select jsonb_object_agg(kind, places::text) from (
    select kind, range_agg(int8range(h.first, h.last, '[]')) as places
    from network.handed($1, $2) h cross join lateral unnest(coalesce(h.kinds, array['*'])) as kind
    where h.duty = 'HELP' group by kind) by_kind
$$;
