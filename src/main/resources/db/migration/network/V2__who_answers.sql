-- Whether somebody answers in a unit, kept in the transaction of what changes it: so blind spots are read, not searched.
alter table network.unit add column answers text not null default 'NOBODY';
alter table network.unit add constraint whether_it_answers_is_known
  check (answers in ('NOBODY', 'AWAY', 'SILENT', 'YES'));
comment on column network.unit.answers is
  'of the federation: no seat filled or federation unknown, nobody on duty, nothing heard for 30 days, yes';
create index blind_unit on network.unit (answers, standing, position)
  where shown and closed_on is null and answers <> 'YES';

-- The last sign of life of a federation: a request answered, a duty taken, a seat changed.
create table network.sign (
  unit uuid primary key references network.unit,
  at timestamptz not null,
  told boolean not null default false
);
comment on column network.sign.told is 'that it has been silent for too long is booked already';
create index sign_by_age on network.sign (at) where not told;

create index seat_coming_back on network.seat (away_until) where away_until is not null and not on_duty;
create index holding_by_seat on network.holding (seat, lower(during));
