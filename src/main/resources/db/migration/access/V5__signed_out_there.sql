-- Sessions that the organisation's provider opened are found by what it says when it ends them.
create index session_vouched on access.session_attributes (attribute_name, attribute_bytes)
  where attribute_name in ('vouched', 'there');
