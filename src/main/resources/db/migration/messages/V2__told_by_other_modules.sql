-- A message to a seat told within another module's own statement: one round trip for both.
create function messages.tell(province smallint, id uuid, seat uuid, key text, about uuid, urgent boolean, at timestamptz)
  returns void volatile language sql as $$
  insert into messages.message (province, id, seat, key, about, urgent, at) values ($1, $2, $3, $4, $5, $6, $7)
$$;
