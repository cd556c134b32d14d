-- A branch within a province reads its own late requests only: the country's stand in the way of a small province.
create index late_requests_by_province on help.request (province, due_at, id)
  where late and ended_at is null and not sealed;
