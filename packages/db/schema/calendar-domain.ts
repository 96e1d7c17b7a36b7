import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** Where the calendars of a mail domain live, and whether an administrator there has let people connect. */
export const calendarDomain = pgTable('calendar_domain', {
  ...tenantColumns(),
  domain: text('domain').notNull(),
  /** Null: looked up and left open, its people choose. */
  provider: text('provider', { enum: ['google', 'microsoft'] }),
  decidedBy: text('decided_by', { enum: ['administrator', 'lookup'] }).notNull(),
  tenantId: text('tenant_id'),
  consent: text('consent', { enum: ['unknown', 'not_needed', 'needed', 'granted'] }).notNull(),
  /** What the link to whoever grants names; a new one each time a consent is needed anew. */
  consentId: uuid('consent_id'),
  consentAskedAt: instant('consent_asked_at'),
  consentGrantedAt: instant('consent_granted_at'),
  updatedAt: instant('updated_at').notNull(),
});

/** A tenant that granted: unique across all organisations, so that it belongs to one. */
export const calendarTenant = pgTable('calendar_tenant', {
  ...tenantColumns(),
  provider: text('provider', { enum: ['google', 'microsoft'] }).notNull(),
  tenantId: text('tenant_id').notNull(),
  claimedAt: instant('claimed_at').notNull(),
});
