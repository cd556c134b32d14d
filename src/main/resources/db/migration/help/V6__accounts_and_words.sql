-- Ordinary requests that a woman gathered into her account. What is sealed never comes in, and leaves at once when it is
-- sealed later.
create table help.gathered (
  account uuid not null,
  province smallint not null,
  request uuid not null,
  at timestamptz not null,
  primary key (account, province, request),
  foreign key (province, request) references help.request
);
comment on column help.gathered.account is 'a woman''s account of access; no key across schemas';
create index gathered_by_request on help.gathered (province, request);

create function help.gather_nothing_sealed() returns trigger language plpgsql as $$
begin
  if exists (select from help.request r where r.province = new.province and r.id = new.request and r.sealed) then
    raise exception 'a sealed matter is never gathered';
  end if;
  return new;
end $$;
create trigger a_sealed_matter_is_never_gathered before insert or update on help.gathered
  for each row execute function help.gather_nothing_sealed();

create function help.let_go_of_sealed() returns trigger language plpgsql as $$
begin
  delete from help.gathered g where g.province = new.province and g.request = new.id;
  return new;
end $$;
create trigger a_matter_sealed_later_leaves_every_account after update of sealed on help.request
  for each row when (new.sealed and not old.sealed) execute function help.let_go_of_sealed();

-- A word of her choice on her sealed matter: its link and code open nothing without it.
create table help.link_word (
  province smallint not null,
  request uuid not null,
  hash text not null,
  set_at timestamptz not null,
  devices bytea[] not null default '{}',
  primary key (province, request),
  foreign key (province, request) references help.request
);
comment on column help.link_word.hash is 'a standard slow hash (bcrypt)';
comment on column help.link_word.devices is 'digests of browsers that have opened it with the word: they are not shut out by what others guess';
