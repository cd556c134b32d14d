-- An offer counts only while the person who made it holds the matter.
alter table cases.referral add column offered_person uuid;
comment on column cases.referral.offered_person is 'who sat in the seat that offered it; an offer without one counts for nothing';

-- Since when a matter rests stands with its clocks, in the request.
alter table cases.matter
  drop column rested_at,
  add constraint a_second_person_lets_it_rest check (rested_person <> rest_asked_person),
  add constraint nothing_is_left_of_what_was_erased check (erased_at is null or num_nonnulls(plan, reach, gravity,
    review_on, reported_at, rest_asked_by, rest_asked_person, rested_by, rested_person) = 0);
