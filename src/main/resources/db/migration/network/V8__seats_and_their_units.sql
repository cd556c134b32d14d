-- Every seat with its unit, held or empty: what hangs on a seat is found again when nobody sits in it.
create view network.chair as
  select s.id as seat, s.province, s.unit, u.position, u.depth, s.post, s.known_as, s.holder is not null as held,
    u.closed_on is not null as closed
  from network.seat s join network.unit u on u.id = s.unit;
-- What was closed, and what goes on in its place.
create view network.succession as select unit, successor, since from network.successor;
