// Every statement reads or writes what the API call beside it does, with the indexes that are there.

const columns = `p.id, p.number, p.kind, p.status, p.source, p.name_prefix, p.first_name, p.last_name, p.name_suffix,
  p.company_name, p.vat_number, p.email, p.phone, p.city, p.country, p.job_title, p.birthday, p.gender, p.language,
  p.website, p.created_at, p.updated_at, p.version`

const tagsAndGroup = `
  (SELECT json_agg(json_build_object('id', t.id, 'name', t.name)) FROM customer_tags ct
     JOIN tags t ON t.workspace_id = ct.workspace_id AND t.id = ct.tag_id
    WHERE ct.workspace_id = p.workspace_id AND ct.customer_id = p.id) AS tags,
  (SELECT json_build_object('id', g.id, 'name', g.name, 'icon', g.icon) FROM customer_groups g
    WHERE g.workspace_id = p.workspace_id AND g.id = p.group_id) AS "group"`

/** Customers with a value of the field `$2`. */
const custom = (test: string) => `c.status = 'active' AND EXISTS (SELECT 1 FROM custom_values v
  WHERE v.workspace_id = c.workspace_id AND v.record_id = c.id AND v.field_id = $2 AND ${test})`

/** What a list is filtered by, with the number of parameters behind the workspace. */
const conditions: Record<string, { sql: string; parameters: number }> = {
  active: { sql: `c.status = 'active'`, parameters: 0 },
  country: { sql: `c.status = 'active' AND c.country = $2`, parameters: 1 },
  countries: { sql: `c.status = 'active' AND c.country = ANY ($2)`, parameters: 1 },
  group: { sql: `c.status = 'active' AND c.group_id = $2`, parameters: 1 },
  source: { sql: `c.status = 'active' AND c.source = $2`, parameters: 1 },
  kind: { sql: `c.status = 'active' AND c.kind = $2`, parameters: 1 },
  since: { sql: `c.status = 'active' AND c.created_at >= $2`, parameters: 1 },
  tag: {
    sql: `c.status = 'active' AND EXISTS (SELECT 1 FROM customer_tags ct
      WHERE ct.workspace_id = c.workspace_id AND ct.customer_id = c.id AND ct.tag_id = $2)`,
    parameters: 1,
  },
  tagInCountry: {
    sql: `c.status = 'active' AND c.country = $3 AND EXISTS (SELECT 1 FROM customer_tags ct
      WHERE ct.workspace_id = c.workspace_id AND ct.customer_id = c.id AND ct.tag_id = $2)`,
    parameters: 2,
  },
  customText: { sql: custom('v.value_text = $3'), parameters: 2 },
  customNumber: { sql: custom('v.value_number BETWEEN $3 AND $4'), parameters: 3 },
  customDay: { sql: custom('v.value_text BETWEEN $3 AND $4'), parameters: 3 },
  name: {
    sql: `c.status = 'active' AND c.id IN (SELECT w.customer_id FROM customer_words w
      WHERE w.workspace_id = c.workspace_id AND w.word >= $2 AND w.word < $3 AND w.field IN ('n', 'c'))`,
    parameters: 2,
  },
}

/** A page of 50 by name with one row more, and the exact count beside it. */
export function listSql(
  where: string,
  page: 'first' | 'keyset' | 'offset',
): { text: string; counting: string } {
  const { sql, parameters } = conditions[where]!
  const next = parameters + 2
  const keyset = page === 'keyset' ? `AND (c.sort_name, c.id) > ($${next}, $${next + 1})` : ''
  const offset = page === 'offset' ? `OFFSET $${next}` : ''
  const matching = `FROM customers c WHERE c.workspace_id = $1 AND ${sql}`
  return {
    text: `WITH page AS MATERIALIZED (SELECT c.* ${matching} ${keyset} ORDER BY c.sort_name, c.id LIMIT 51 ${offset})
      SELECT ${columns}, ${tagsAndGroup} FROM page p ORDER BY p.sort_name, p.id`,
    counting: `SELECT count(*) AS n ${matching}`,
  }
}

/** A page of 50 in the order of the numbers of a field. */
export const customSortSql = `
  WITH page AS MATERIALIZED (SELECT v.value_number, c.* FROM custom_values v
    JOIN customers c ON c.workspace_id = $1 AND c.id = v.record_id AND c.status = 'active'
    WHERE v.workspace_id = $1 AND v.field_id = $2 AND v.value_number IS NOT NULL
    ORDER BY v.value_number, v.record_id LIMIT 51)
  SELECT ${columns}, ${tagsAndGroup}, p.custom FROM page p ORDER BY p.value_number, p.id`

const hits = (found: string) => `
  WITH found AS MATERIALIZED (${found})
  SELECT ${columns}, ${tagsAndGroup} FROM (SELECT DISTINCT customer_id FROM found) f
  JOIN customers p ON p.workspace_id = $1 AND p.id = f.customer_id
  ORDER BY p.status, p.sort_name LIMIT 12`

/** By the start of any word of a name, company or e-mail address: the word table and the addresses. */
export const searchByStart = hits(`
  (SELECT customer_id FROM customer_words WHERE workspace_id = $1 AND word >= $2 AND word < $3 ORDER BY word LIMIT 200)
  UNION ALL
  (SELECT customer_id FROM customer_emails WHERE workspace_id = $1 AND address_key >= $2 AND address_key < $3
   ORDER BY address_key LIMIT 200)`)

export const searchByEmail = hits(
  'SELECT customer_id FROM customer_emails WHERE workspace_id = $1 AND address_key >= $2 AND address_key < $3 ORDER BY address_key LIMIT 200',
)

/** By any part of the text: a trigram index, as one would have it without our word tables. */
export const searchByPart = hits(
  'SELECT customer_id FROM bench.search_text WHERE workspace_id = $1 AND content LIKE $2 LIMIT 200',
)

export const prepareSearch = `
  CREATE SCHEMA bench;
  CREATE TABLE bench.search_text AS
    SELECT workspace_id, id AS customer_id,
           concat_ws(' ', sort_name, sort_company,
             (SELECT string_agg(address_key, ' ') FROM customer_emails e
               WHERE e.workspace_id = c.workspace_id AND e.customer_id = c.id)) COLLATE "C" AS content
    FROM customers c;
  CREATE INDEX ON bench.search_text USING gin (content gin_trgm_ops) WITH (fastupdate = off);
  ANALYZE bench.search_text`

export const recordSql = `
  SELECT ${columns}, ${tagsAndGroup},
    (SELECT json_agg(json_build_object('address', e.address, 'label', e.label, 'primary', e.is_primary) ORDER BY e.position)
       FROM customer_emails e WHERE e.workspace_id = p.workspace_id AND e.customer_id = p.id) AS emails,
    (SELECT json_agg(json_build_object('number', n.number, 'extension', n.extension, 'label', n.label,
              'primary', n.is_primary) ORDER BY n.position)
       FROM customer_phones n WHERE n.workspace_id = p.workspace_id AND n.customer_id = p.id) AS phones,
    (SELECT json_agg(json_build_object('label', a.label, 'street', a.street, 'extra', a.extra, 'postcode', a.postcode,
              'city', a.city, 'region', a.region, 'country', a.country, 'primary', a.is_primary, 'billing', a.is_billing,
              'shipping', a.is_shipping) ORDER BY a.position)
       FROM customer_addresses a WHERE a.workspace_id = p.workspace_id AND a.customer_id = p.id) AS addresses,
    (SELECT json_agg(json_build_object('id', g.id, 'name', g.name)) FROM customer_security_groups cg
       JOIN security_groups g ON g.workspace_id = cg.workspace_id AND g.id = cg.group_id
      WHERE cg.workspace_id = p.workspace_id AND cg.customer_id = p.id) AS security_groups
  FROM customers p WHERE p.workspace_id = $1 AND p.id = $2`

export const timelineSql = `
  SELECT e.id, e.at, e.event, e.actor_kind, e.actor_id, e.subject_id, e.payload, s.name AS actor
  FROM timeline_entries e LEFT JOIN staff_members s ON s.workspace_id = e.workspace_id AND s.id = e.actor_id
  WHERE e.workspace_id = $1 AND e.customer_id = $2 ORDER BY e.id DESC LIMIT 51`

/** One statement, one round trip, one commit: the customer with a number, an e-mail, a phone and an address. */
export const createSql = `
  WITH n AS (UPDATE number_sequences SET next_number = next_number + 1 WHERE workspace_id = $1 AND name = 'customer'
             RETURNING next_number - 1 AS number),
  c AS (INSERT INTO customers (workspace_id, id, number, kind, source, first_name, last_name, email, phone, city, country,
               sort_name, sort_email, created_at, updated_at)
        SELECT $1, $2, n.number, 'individual', 'api', $3, $4, $5, $6, $8, 'NL', lower($4 || ' ' || $3), lower($5), $9, $9
        FROM n RETURNING *),
  e AS (INSERT INTO customer_emails VALUES ($1, $2, $5, lower($5), 'work', true, 0)),
  p AS (INSERT INTO customer_phones VALUES ($1, $2, $6, NULL, 'mobile', true, 0)),
  a AS (INSERT INTO customer_addresses (workspace_id, customer_id, position, label, street, city, country, is_primary,
               is_billing, is_shipping) VALUES ($1, $2, 0, 'home', $7, $8, 'NL', true, true, true))
  SELECT * FROM c`

export const updateSql = `
  UPDATE customers SET job_title = $3, updated_at = $4, version = version + 1
  WHERE workspace_id = $1 AND id = $2 RETURNING *`
