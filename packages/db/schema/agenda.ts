import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

export const agenda = pgTable('agenda', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  template: text('template').notNull(),
  templateVersion: integer('template_version').notNull(),
  sections: jsonb('sections').$type<readonly Record<string, unknown>[]>().notNull(),
  /** Null as long as it is the one that was to come next. */
  chosenBy: text('chosen_by', { enum: ['manager', 'report'] }),
  createdAt: instant('created_at').notNull(),
});

/** One person's preparation, sealed; private to its author until revealed. */
export const prep = pgTable('prep', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  authorId: uuid('author_id').notNull(),
  body: bytes('body').notNull(),
  revealedAt: instant('revealed_at'),
  updatedAt: instant('updated_at').notNull(),
});

/** A report's own words to a new manager, sealed; nobody else's until released, and then `readerId`'s alone. */
export const handover = pgTable('handover', {
  ...tenantColumns(),
  conversationId: uuid('conversation_id').notNull(),
  authorId: uuid('author_id').notNull(),
  readerId: uuid('reader_id').notNull(),
  body: bytes('body').notNull(),
  releasedAt: instant('released_at'),
  updatedAt: instant('updated_at').notNull(),
});
