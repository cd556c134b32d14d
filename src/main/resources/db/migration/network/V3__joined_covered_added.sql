-- Who joins says what she is called and, if she wishes, how to reach her: for that federation's own seats only. When she
-- leaves both are erased, and only the days remain.
alter table network.membership
  add column province smallint not null,
  add column known_as text,
  add column contact text,
  add column agreed text not null,
  drop constraint she_belongs_once_at_a_time,
  add constraint she_belongs_once_at_a_time primary key (province, unit, woman, during without overlaps),
  add constraint she_agreed_herself_or_was_heard check (agreed in ('HERSELF', 'HEARD')),
  add constraint only_who_belongs_is_named check ((known_as is not null) = upper_inf(during)),
  add constraint only_who_belongs_is_reached check (contact is null or upper_inf(during));
comment on column network.membership.woman is 'an id of this membership alone: nobody is followed from one federation to another';
create index membership_by_unit on network.membership (unit, woman) where upper_inf(during);

-- Which federations look after a place is told on the place's page too.
create index coverage_by_place on network.coverage (covers);

comment on column network.kind.added_by is 'the province whose own kind it is; none: of the whole country';

-- What was known of a federation before its founding act, so that an earlier day is told as it was.
alter table network.founding add column before text not null default 'UNKNOWN',
  add constraint what_was_known_before_is_known check (before in ('UNKNOWN', 'LISTED'));
