-- outside a transaction
CREATE INDEX CONCURRENTLY customers_by_origin ON customers (workspace_id, origin_id, id) WHERE origin_id IS NOT NULL;
