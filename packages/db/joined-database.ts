import type { Database, Transaction } from './database.ts';

/**
 * A transaction that is open already, as a database: use cases that begin one each join it, and commit or fail
 * together. Another organisation is refused.
 */
export function joinedDatabase({ tx, organizationId }: { tx: Transaction; organizationId: string }): Database {
  const refuse = async (): Promise<never> => {
    throw new Error('Inside the transaction of one organisation only its own rows can be reached');
  };
  return {
    inOrganization: (id, work) => (id === organizationId ? work(tx) : refuse()),
    acrossOrganizations: refuse,
    ping: async () => {},
    close: async () => {},
  };
}
