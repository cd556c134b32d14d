-- What she may do with her own: take back a consent to be spoken for, let it rest, have it erased.
alter table help.request
  add column own_voice boolean not null default false,
  add column restricted_at timestamptz,
  add column erased_at timestamptz,
  drop constraint a_stage_is_known,
  add constraint a_stage_is_known
    check (stage in ('WAITING', 'IN_HAND', 'HER_WORD', 'DONE', 'NO_WORD', 'TAKEN_BACK')),
  drop constraint ended_requests_say_when,
  add constraint ended_requests_say_when
    check ((stage in ('DONE', 'NO_WORD', 'TAKEN_BACK')) = (ended_at is not null)),
  add constraint what_is_taken_back_is_never_solved check (stage <> 'TAKEN_BACK' or satisfied is null),
  add constraint nothing_is_left_of_what_was_erased check
    (erased_at is null or ended_at is not null and num_nonnulls(story, contact, safe_time, word) = 0);
comment on column help.request.own_voice is 'she withdrew that others speak for her';
comment on column help.request.restricted_at is 'kept and not used: no seat sees it and its clocks stand still until she lets it go on';
comment on column help.request.erased_at is 'her words, how to reach her and her name are gone; the rest is counted';
create index ended_and_not_erased on help.request (ended_at) where ended_at is not null and erased_at is null;
