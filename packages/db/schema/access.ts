import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** A signed-in browser. Wall time; only the hash of the cookie's token is stored. */
export const session = pgTable('session', {
  ...tenantColumns(),
  tokenHash: bytes('token_hash').notNull(),
  personId: uuid('person_id').notNull(),
  method: text('method', { enum: ['google', 'microsoft', 'oidc', 'mailed_link', 'demo'] }).notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
});

/** A mailed sign-in link: single use, wall time. The link itself is signed and names this row. */
export const signInLink = pgTable('sign_in_link', {
  ...tenantColumns(),
  personId: uuid('person_id').notNull(),
  returnTo: text('return_to').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

export const apiKey = pgTable('api_key', {
  ...tenantColumns(),
  name: text('name').notNull(),
  /** The first characters, for people to tell keys apart. */
  hint: text('hint').notNull(),
  keyHash: bytes('key_hash').notNull(),
  scopes: text('scopes').array().notNull(),
  createdById: uuid('created_by_id'),
  createdAt: instant('created_at').notNull(),
  lastUsedAt: instant('last_used_at'),
  /** Wall time; null: until it is revoked. */
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
});

/** What an API client was answered, so that asking again with the same key is answered alike. Wall time. */
export const idempotencyKey = pgTable('idempotency_key', {
  ...tenantColumns(),
  apiKeyId: uuid('api_key_id').notNull(),
  key: text('key').notNull(),
  fingerprint: bytes('fingerprint').notNull(),
  status: integer('status'),
  headers: jsonb('headers').$type<Readonly<Record<string, string>>>(),
  body: jsonb('body').$type<unknown>(),
  createdAt: instant('created_at').notNull(),
});
