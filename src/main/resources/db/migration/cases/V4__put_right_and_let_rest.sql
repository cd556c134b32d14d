-- She wishes that something is put right or let rest, too: who works on the matter speaks with her and does it.
alter table cases.wish
  drop constraint a_wish_is_known,
  add constraint a_wish_is_known check (what in ('EXPORT', 'ERASE', 'CORRECT', 'RESTRICT'));
