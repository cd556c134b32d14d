-- The face for who turns a gap into work: where nobody answers, as the list of blind spots tells it.
create view network.gap as
  select id as unit, province, name, position, depth, standing, answers,
    case when standing = 'UNKNOWN' then 'UNKNOWN' else answers end as missing
  from network.unit where shown and closed_on is null and answers <> 'YES';
-- And the federations that do answer.
create view network.answering as
  select id as unit, province, position, depth from network.unit
  where shown and closed_on is null and answers = 'YES';
-- Whose seat it is, held or not.
create view network.sits as
  select id as seat, unit, province, post, holder, known_as, on_duty, away_until from network.seat;
create view network.founded_by as
  select unit, approval, approved_on, converted, candidates, elected, ballots from network.founding;

-- Books a change of a unit's sums within the statement that makes it, as niangjia.network.Sums does for one.
create function network.book(unit uuid, what text, amount bigint) returns void volatile language sql as $$
  insert into network.change (unit, what, amount) values ($1, $2, $3)
$$;
