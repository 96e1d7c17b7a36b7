import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** Where a provider announces changes in one connection's calendar; one is open at most. Its times are the organisation's. */
export const pushChannel = pgTable('push_channel', {
  ...tenantColumns(),
  connectionId: uuid('connection_id').notNull(),
  /** `opening` is written before the provider is asked; without an answer it stays so. */
  state: text('state', { enum: ['opening', 'open', 'closing'] }).notNull(),
  tokenHash: bytes('token_hash').notNull(),
  providerChannelId: text('provider_channel_id'),
  providerResourceId: text('provider_resource_id'),
  askedAt: instant('asked_at').notNull(),
  openedAt: instant('opened_at'),
  /** As the provider said. */
  expiresAt: instant('expires_at'),
  renewAt: instant('renew_at'),
  closeAt: instant('close_at'),
  /** When it last announced anything. */
  heardAt: instant('heard_at'),
});
