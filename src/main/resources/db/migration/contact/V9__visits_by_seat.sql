-- The face for who tells what a seat did in a year: visits without persons and without words.
create view contact.visit_made as select province, id, pairing, point, seat, at, found from contact.visit;
