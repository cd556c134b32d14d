-- The face for who tells what was done from a seat: who held it then, also after somebody else has taken it.
create view network.held as
  select h.seat, s.unit, h.holder, h.known_as, h.during from network.holding h join network.seat s on s.id = h.seat;
