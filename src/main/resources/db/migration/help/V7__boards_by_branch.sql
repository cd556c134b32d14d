-- A board is read from its own places, a province's by province, never by reading the country's open requests.
alter table help.request add column branch uuid not null generated always as (coalesce(held_by, place)) stored;
comment on column help.request.branch is 'the unit that decides who sees it: who holds it, or its place';
create index open_requests_by_branch on help.request (branch, stage, due_at, id) where ended_at is null and not sealed;
create index open_requests_by_province on help.request (province, stage, due_at, id)
  where ended_at is null and not sealed;
create index open_requests_by_desk on help.request (desk, due_at) where ended_at is null and desk is not null;
create index open_requests_by_offer on help.request (offered_desk) where ended_at is null and offered_desk is not null;
create index open_requests_by_receiver on help.request (receiver) where ended_at is null and receiver is not null;
create index open_requests_by_claim on help.request (claimed_by, due_at)
  where ended_at is null and claimed_by is not null;
create index sealed_requests on help.request (id) where sealed;
drop index help.open_requests_by_unit, help.requests_by_claim;

-- What is late has a day to be sorted by, also where no promise runs: while she has the word, or nobody is on duty.
drop index help.late_requests, help.late_requests_by_province;
create index late_requests on help.request (coalesce(due_at, asked_at), id)
  where late and ended_at is null and not sealed;
create index late_requests_by_province on help.request (province, coalesce(due_at, asked_at), id)
  where late and ended_at is null and not sealed;

-- The one way of adding up a unit's sums: what stands now, and what happened after a day.
create function help.lately(unit uuid, since date)
  returns table (waiting bigint, in_hand bigint, her_word bigint, late bigint, asked bigint, contacted bigint,
    in_time bigint, contact_minutes bigint, done bigint, satisfied bigint, no_word bigint, asked_ever bigint,
    done_ever bigint)
  stable parallel safe language sql as $$
  select coalesce(sum(s.waiting), 0)::bigint, coalesce(sum(s.in_hand), 0)::bigint,
    coalesce(sum(s.her_word), 0)::bigint, coalesce(sum(s.late), 0)::bigint,
    coalesce(sum(s.asked) filter (where s.day > $2), 0)::bigint,
    coalesce(sum(s.contacted) filter (where s.day > $2), 0)::bigint,
    coalesce(sum(s.in_time) filter (where s.day > $2), 0)::bigint,
    coalesce(sum(s.contact_minutes) filter (where s.day > $2), 0)::bigint,
    coalesce(sum(s.done) filter (where s.day > $2), 0)::bigint,
    coalesce(sum(s.satisfied) filter (where s.day > $2), 0)::bigint,
    coalesce(sum(s.no_word) filter (where s.day > $2), 0)::bigint,
    coalesce(sum(s.asked), 0)::bigint, coalesce(sum(s.done), 0)::bigint
  from help.sum s where s.unit = $1
$$;
drop view help.by_place;
