import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** A person as a directory stated them through SCIM. Removed ones keep their row: the same person may come back. */
export const directoryUser = pgTable('directory_user', {
  ...tenantColumns(),
  personId: uuid('person_id').notNull(),
  /** As sent; unique among those not removed, whatever the case. */
  userName: text('user_name').notNull(),
  /** The directory's own; `person.externalId` is the HR system's. */
  externalId: text('external_id'),
  /** The manager as the directory named them, while it names one. */
  managerValue: text('manager_value'),
  /** Department and the like as it states them, which are groups of the person too. */
  units: text('units').array().notNull(),
  /** Attributes of the allow-list alone, as they were sent. */
  document: jsonb('document').$type<Readonly<Record<string, unknown>>>().notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  removedAt: instant('removed_at'),
});

/** Lives whether or not anybody is in it. Its name stands in `person.groups` of its members. */
export const directoryGroup = pgTable('directory_group', {
  ...tenantColumns(),
  displayName: text('display_name').notNull(),
  externalId: text('external_id'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const directoryGroupMember = pgTable('directory_group_member', {
  ...tenantColumns(),
  groupId: uuid('group_id').notNull(),
  personId: uuid('person_id').notNull(),
});
