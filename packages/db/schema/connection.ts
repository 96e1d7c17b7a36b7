import { brokenCauses } from '@throughline/domain/connection/broken-because.ts';
import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** An OAuth grant to one calendar account. Tokens are sealed; token expiry and leases are wall time. */
export const connection = pgTable('connection', {
  ...tenantColumns(),
  personId: uuid('person_id').notNull(),
  provider: text('provider', { enum: ['google', 'microsoft'] }).notNull(),
  purpose: text('purpose', { enum: ['organize', 'availability'] }).notNull(),
  status: text('status', { enum: ['active', 'reconnect_required', 'disconnected'] }).notNull(),
  /** The provider's stable id of the account, never its address. */
  accountSubject: text('account_subject').notNull(),
  accountEmail: text('account_email').notNull(),
  scopes: text('scopes').array().notNull(),
  refreshToken: bytes('refresh_token'),
  accessToken: bytes('access_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshLeasedUntil: instant('refresh_leased_until'),
  refreshNumber: integer('refresh_number').notNull().default(0),
  syncCursor: text('sync_cursor'),
  syncedAt: instant('synced_at'),
  nextSyncAt: instant('next_sync_at'),
  syncLeasedUntil: instant('sync_leased_until'),
  syncNumber: integer('sync_number').notNull().default(0),
  failures: integer('failures').notNull().default(0),
  lastError: text('last_error'),
  pushLeasedUntil: instant('push_leased_until'),
  pushNumber: integer('push_number').notNull().default(0),
  /** When its push channels are to be looked after; null: at once. */
  nextPushAt: instant('next_push_at'),
  pushFailures: integer('push_failures').notNull().default(0),
  pushError: text('push_error'),
  /** Announcements no reading has taken up yet. */
  pushHints: integer('push_hints').notNull().default(0),
  /** Readings in a row that found changes nobody had announced. */
  pushMissed: integer('push_missed').notNull().default(0),
  /** The first plan waits until then; null once it was released. */
  planHeldUntil: instant('plan_held_until'),
  planShownAt: instant('plan_shown_at'),
  connectedAt: instant('connected_at').notNull(),
  /** When the person agreed that attendance is read, asked apart; null: never, or not any more. */
  attendanceAgreedAt: instant('attendance_agreed_at'),
  /** Of a connection that is active it can only be a fault of ours. */
  brokenBecause: text('broken_because', { enum: brokenCauses }),
  brokenAt: instant('broken_at'),
  disconnectedAt: instant('disconnected_at'),
});

/** One authorisation under way: one-time, bound to the browser and the provider, ten minutes at most (wall time). */
export const oauthAttempt = pgTable('oauth_attempt', {
  ...tenantColumns(),
  stateHash: bytes('state_hash').notNull(),
  browserHash: bytes('browser_hash').notNull(),
  provider: text('provider', { enum: ['google', 'microsoft', 'oidc'] }).notNull(),
  purpose: text('purpose', { enum: ['organize', 'availability', 'sign_in'] }).notNull(),
  /** Asks for attendance on top of what was granted before. */
  attendance: boolean('attendance').notNull().default(false),
  personId: uuid('person_id'),
  verifier: bytes('verifier').notNull(),
  nonce: text('nonce').notNull(),
  returnTo: text('return_to').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});
