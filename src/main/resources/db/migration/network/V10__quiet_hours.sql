-- Quiet hours are agreed for every reminder, not only for those of work.
update network.setting set name = 'network.quiet-from' where name = 'duties.quiet-from';
update network.setting set name = 'network.quiet-until' where name = 'duties.quiet-until';
