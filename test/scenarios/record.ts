import pg from 'pg';

/** Reads the record as the superuser, who sees all rows: the independent look of a test. */
export async function readRecord<Row extends pg.QueryResultRow>(
  adminUrl: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...parameters])).rows;
  } finally {
    await client.end();
  }
}
