-- What she is called, where a member asked for her and the matter is sealed: under the matter's own key, and no person
-- beside it. What was sealed before keeps its person, and loses it when it is erased.
alter table help.request add column known_as bytea;
comment on column help.request.known_as is 'of a sealed matter that a member asked for: what she is called; closed';
alter table help.request add constraint her_name_goes_with_her_words check (erased_at is null or known_as is null);
