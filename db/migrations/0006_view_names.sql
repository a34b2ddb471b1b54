-- Somebody's views of a list have different names; capitals make no difference to a person.
CREATE UNIQUE INDEX saved_views_name ON saved_views (workspace_id, list, owner_id, lower(name)) NULLS NOT DISTINCT;
CREATE INDEX saved_views_shared ON saved_views (workspace_id, list) WHERE shared;
