-- The face for who turns a gap into work: where nobody answers, as the list of blind spots tells it.
create view network.gap as
  select id as unit, province, name, position, depth, standing, answers,
    case when standing = 'UNKNOWN' then 'UNKNOWN' else answers end as missing
  from network.unit where shown and closed_on is null and answers <> 'YES';
-- And the federations that do answer.
create view network.answering as
  select id as unit, province, position, depth from network.unit
  where shown and closed_on is null and answers = 'YES';
-- Books a change of a unit's sums within the statement that makes it, as niangjia.network.Sums does for one.
create function network.book(unit uuid, what text, amount bigint) returns void volatile language sql as $$
  insert into network.change (unit, what, amount) values ($1, $2, $3)
$$;
