-- Who laid villages in stands in the log; an import of before is as one at the console.
alter table network.import add column seat uuid, add column unit uuid;
