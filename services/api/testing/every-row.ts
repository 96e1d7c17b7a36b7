import { asSession } from '@throughline/testing/as-session.ts';

/** Every row there is, told apart by table, version and content; only when a key was last used is left out of it. */
export function everyRow(adminUrl: string): Promise<Readonly<Record<string, string>>> {
  return asSession(adminUrl, async (superuser) => {
    const tables = await superuser.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY 1`,
    );
    const sums = ['organization', ...tables.rows.map(({ name }) => name)].map((name) => {
      const row = name === 'api_key' ? `(to_jsonb(t) - 'last_used_at')::text` : `t::text || t.xmin::text`;
      return `SELECT '${name}' AS name, count(*) || ' rows, ' || coalesce(sum(hashtextextended(${row}, 0)), 0) AS sum FROM ${name} t`;
    });
    const found = await superuser.query<{ name: string; sum: string }>(sums.join(' UNION ALL '));
    return Object.fromEntries(found.rows.map(({ name, sum }) => [name, sum]));
  });
}

/** One id of each kind of thing an organisation has. */
export function oneIdOfEach({
  adminUrl,
  organizationId,
}: {
  adminUrl: string;
  organizationId: string;
}): Promise<readonly { readonly kind: string; readonly id: string }[]> {
  return asSession(adminUrl, async (superuser) => {
    const tables = await superuser.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'id' AND data_type = 'uuid'
         AND table_name IN (SELECT table_name FROM information_schema.columns WHERE column_name = 'organization_id')
       ORDER BY 1`,
    );
    const first = tables.rows.map(
      ({ name }) => `SELECT '${name}' AS kind, min(id::text) AS id FROM ${name} WHERE organization_id = $1`,
    );
    const found = await superuser.query<{ kind: string; id: string | null }>(first.join(' UNION ALL '), [
      organizationId,
    ]);
    return found.rows.flatMap(({ kind, id }) => (id === null ? [] : [{ kind, id }]));
  });
}
