-- Tags are a JSON array, as in SQLite.
alter table image alter column tags type text using array_to_json(tags)::text;
