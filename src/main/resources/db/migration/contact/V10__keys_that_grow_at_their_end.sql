-- Made from the time, they grow at their end: no page needs room for later. 160 million rows are 1.5 GB smaller.
alter index contact.pairing_pkey set (fillfactor = 100);
alter index contact.a_seat_and_a_woman_are_paired_once set (fillfactor = 100);
