-- The face for what has to follow a unit that was closed.
create view network.succeeded as select unit, successor, since from network.successor;
