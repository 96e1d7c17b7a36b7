import { sql } from 'drizzle-orm';
import { uuid } from 'drizzle-orm/pg-core';

/** Columns every tenant table begins with. The organisation is taken from the transaction's setting. */
export const tenantColumns = () => ({
  id: uuid('id')
    .primaryKey()
    .default(sql`uuidv7()`),
  organizationId: uuid('organization_id')
    .notNull()
    .default(sql`nullif(current_setting('throughline.organization_id', true), '')::uuid`),
});
