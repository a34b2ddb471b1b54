import pg from 'pg'
import { expect, test } from 'vitest'
import { emptyTarget } from '#test/support/backups.ts'
import { clientConfig } from '../database/connection.ts'
import { obstaclesIn, tablesOf } from './catalogue.ts'
import { loadAll } from './load-tables.ts'

test('what stands in the way of loading is taken away and put back as it was', async () => {
  const { connection } = await emptyTarget()
  const client = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 0 }))
  await client.connect()
  await client.query(`
    CREATE TABLE parents (id integer PRIMARY KEY, parent_id integer REFERENCES parents (id));
    CREATE TABLE children (id integer, parent_id integer CONSTRAINT of_parent REFERENCES parents (id) ON DELETE CASCADE);
    CREATE UNIQUE INDEX children_once ON children (lower(id::text)) WHERE parent_id IS NOT NULL;
    INSERT INTO children VALUES (-1, NULL);
    ALTER TABLE children ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''fired''; END';
    CREATE TRIGGER refuse_children BEFORE INSERT ON children FOR EACH ROW EXECUTE FUNCTION refuse();`)
  const before = await obstaclesIn(client)
  expect(before.map(({ remove }) => remove)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('of_parent'),
      expect.stringContaining('positive'),
      expect.stringContaining('refuse_children'),
      'DROP INDEX children_once',
    ]),
  )
  const load = (parent: number) =>
    loadAll(client, tables, async () => {
      // A child before its parent, an old row that the newer check would refuse, and a trigger that would fire.
      await client.query('INSERT INTO children VALUES (-1, 7)')
      await client.query('INSERT INTO parents VALUES ($1, NULL)', [parent])
    })
  const tables = await tablesOf(client)
  await load(7)
  expect(await obstaclesIn(client)).toEqual(before)
  expect((await client.query('SELECT * FROM children')).rows).toEqual([{ id: -1, parent_id: 7 }])
  await expect(client.query('INSERT INTO children VALUES (1, 7)')).rejects.toThrow('fired')

  await expect(load(8)).rejects.toThrow(/violates foreign key constraint "of_parent"/)
  expect((await client.query('SELECT * FROM parents')).rows).toEqual([{ id: 7, parent_id: null }])

  await client.query('CREATE SEQUENCE counting')
  await expect(tablesOf(client)).rejects.toThrow(/counting is a partitioned table or a sequence/)
  await client.end()
})
