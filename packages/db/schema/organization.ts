import { sql } from 'drizzle-orm';
import { boolean, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, plainDate } from '../temporal-columns.ts';

/** The only table without row-level security: credentials name their organisation in clear, sign-in finds it by domain. */
export const organization = pgTable('organization', {
  id: uuid('id')
    .primaryKey()
    .default(sql`uuidv7()`),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  state: text('state', { enum: ['draft', 'pilot', 'live', 'paused'] }).notNull(),
  /** Where `paused` returns to. */
  stateBeforePause: text('state_before_pause', { enum: ['draft', 'pilot', 'live'] }),
  demo: boolean('demo').notNull().default(false),
  mailDomains: text('mail_domains').array().notNull(),
  /** Zone of weekly mails to people without one of their own. */
  timeZone: text('time_zone').notNull(),
  ssoOnly: boolean('sso_only').notNull().default(false),
  /** The OpenID Connect issuer that says who its people are; null: the installation's, where it is the only one here. */
  oidcIssuer: text('oidc_issuer'),
  /** Whether managers are asked to let Throughline see who was in a call. */
  attendance: boolean('attendance').notNull().default(false),
  /** The policy audience that alone is served while the state is `pilot`. */
  pilotAudience: jsonb('pilot_audience').$type<Record<string, string>>(),
  /** Of the pilot it came out of. */
  formerPilotAudience: jsonb('former_pilot_audience').$type<Record<string, string>>(),
  /** Whether reports are asked, once they confirmed, if it was about what they want. */
  pulse: boolean('pulse').notNull().default(false),
  /** DESIGN §9: nobody above the two is told of anything by person. */
  worksCouncil: boolean('works_council').notNull().default(false),
  launchedOn: plainDate('launched_on'),
  createdAt: instant('created_at').notNull(),
});
