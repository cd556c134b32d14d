-- The faces for the module that offers and tells of work. No words, nothing sealed, nothing that she lets rest.
create view help.waiting_request as
  select province, id, branch as unit, kind, asked_at, due_at from help.request
  where stage = 'WAITING' and ended_at is null and not sealed and restricted_at is null;
create view help.held_request as
  select province, id, claimed_by as seat, stage, asked_at, contacted_at, ended_at from help.request
  where claimed_by is not null and not sealed and restricted_at is null;
create index requests_ended_by_claim on help.request (claimed_by, ended_at)
  where claimed_by is not null and ended_at is not null and not sealed;

-- What happened in a unit and below it from one day to another, from its kept sums.
create function help.during(unit uuid, first date, last date)
  returns table (asked bigint, contacted bigint, in_time bigint, done bigint, satisfied bigint, no_word bigint)
  stable parallel safe language sql as $$
  select coalesce(sum(s.asked), 0)::bigint, coalesce(sum(s.contacted), 0)::bigint, coalesce(sum(s.in_time), 0)::bigint,
    coalesce(sum(s.done), 0)::bigint, coalesce(sum(s.satisfied), 0)::bigint, coalesce(sum(s.no_word), 0)::bigint
  from help.sum s where s.unit = $1 and s.day between $2 and $3
$$;
