-- What a file is imported into: customers, or records of a kind that a module declares.
ALTER TABLE imports ADD COLUMN target text NOT NULL DEFAULT 'customers';
