-- Who asked to give an account back, with all who handed her that right: none of them agrees with herself.
alter table access.giving_back add column hands uuid[] not null default '{}';
comment on column access.giving_back.hands is 'seats and persons';
