import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Passwords } from './server-file.ts';

const rolesFile = new URL('../../infra/postgres/roles.sql', import.meta.url);

export type RoleUrls = { ownerUrl: string; appUrl: string; queueUrl: string; adminUrl: string };

/** Creates database `throughline` and the roles of infra/postgres/roles.sql with their passwords. Safe to repeat. */
export async function bootstrapRoles({ port, passwords }: { port: number; passwords: Passwords }): Promise<RoleUrls> {
  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  const adminUrl = url('postgres', passwords.admin, 'postgres');
  await asSession(adminUrl, async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'throughline'");
    if (rowCount === 0) await client.query('CREATE DATABASE throughline');
  });
  await asSession(url('postgres', passwords.admin, 'throughline'), async (client) => {
    await client.query(await readFile(rolesFile, 'utf8'));
    for (const role of ['owner', 'app', 'queue'] as const) {
      await client.query(`ALTER ROLE throughline_${role} PASSWORD ${client.escapeLiteral(passwords[role])}`);
    }
  });
  return {
    ownerUrl: url('throughline_owner', passwords.owner, 'throughline'),
    appUrl: url('throughline_app', passwords.app, 'throughline'),
    queueUrl: url('throughline_queue', passwords.queue, 'throughline'),
    adminUrl,
  };
}

async function asSession(connectionString: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
