-- What a module keeps for a time only is found by its age.
create index file_by_age on files.file (purpose, at);
