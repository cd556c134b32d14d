-- Whom she feared is gone with her words.
alter table help.request add constraint whom_she_feared_goes_too check (erased_at is null or not_by is null);
