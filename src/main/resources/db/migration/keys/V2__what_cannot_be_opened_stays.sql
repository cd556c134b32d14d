-- A value that opens no more keeps its old key from being destroyed, and nothing else from going on.
alter table keys.sweep add column damaged bigint not null default 0;
