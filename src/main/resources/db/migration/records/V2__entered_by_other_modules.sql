-- An entry made within another module's own statement: what is done and its log are written in one round trip.
create function records.enter(province smallint, id uuid, at timestamptz, act text, door text, seat uuid, person uuid,
  unit uuid, matter uuid, sealed boolean, reason text) returns void volatile language sql as $$
  insert into records.entry (province, id, at, act, door, seat, person, unit, matter, sealed, reason)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
$$;
