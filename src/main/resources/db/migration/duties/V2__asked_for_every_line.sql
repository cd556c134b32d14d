-- Lists, claims and the clock ask these two for every line that they read. As plain functions each question was planned
-- anew, 0.15 ms a line; written so, only the branch that is asked for is run, and planned once a connection.
create or replace function duties.stands(rule text, province smallint, fact uuid, day date) returns boolean
  stable language plpgsql as $$
begin
  case $1
    when 'VISIT' then return exists (select from contact.open_pairing p
      where p.province = $2 and p.id = $3 and p.next_visit_on < $4);
    when 'REQUEST' then return exists (select from help.waiting_request r where r.province = $2 and r.id = $3);
    when 'BLIND_SPOT' then return exists (select from network.gap g where g.unit = $3 and g.missing <> 'AWAY');
    when 'ON_DUTY' then return exists (select from network.gap g where g.unit = $3 and g.missing = 'AWAY');
    else return true;
  end case;
end $$;
create or replace function duties.met(rule text, province smallint, fact uuid, since timestamptz) returns boolean
  stable language plpgsql as $$
begin
  case $1
    when 'VISIT' then return exists (select from contact.open_pairing p
      where p.province = $2 and p.id = $3 and p.last_visit_at >= $4);
    when 'REQUEST' then return exists (select from help.held_request r where r.province = $2 and r.id = $3);
    when 'BLIND_SPOT' then return exists (select from network.place u where u.id = $3 and u.closed_on is null)
      and not exists (select from network.gap g where g.unit = $3 and g.missing <> 'AWAY');
    when 'ON_DUTY' then return exists (select from network.answering a where a.unit = $3);
    else return false;
  end case;
end $$;

-- What everybody of a unit may take; what is asked of one seat alone stands beside it and is passed over.
create index open_work_for_all on duties.work (place, id) where ended_at is null and seat is null;
