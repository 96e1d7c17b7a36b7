import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Audience, PolicyRules } from '@throughline/domain/policy/policy.ts';
import { instant, plainDate } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** Published versions are never changed; a new version has the same key and the next number. */
export const policy = pgTable('policy', {
  ...tenantColumns(),
  key: text('key').notNull(),
  version: integer('version').notNull(),
  name: text('name').notNull(),
  audience: jsonb('audience').$type<Audience>().notNull(),
  rules: jsonb('rules').$type<PolicyRules>().notNull(),
  rolloutStartsOn: plainDate('rollout_starts_on').notNull(),
  publishedAt: instant('published_at').notNull(),
  note: text('note'),
});
