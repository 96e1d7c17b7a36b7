import { sql } from 'drizzle-orm';
import { boolean, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { WorkingHours } from '@throughline/domain/people/person.ts';
import { instant, plainDate } from '../temporal-columns.ts';
import { tenantColumns } from './tenant.ts';

/** Keyed by organisation and id together. */
export const person = pgTable('person', {
  ...tenantColumns(),
  id: uuid('id')
    .notNull()
    .default(sql`uuidv7()`),
  externalId: text('external_id'),
  givenName: text('given_name').notNull(),
  familyName: text('family_name').notNull(),
  displayName: text('display_name').notNull(),
  /** Stored lower-cased; unique within the organisation. */
  workEmail: text('work_email').notNull(),
  timeZone: text('time_zone'),
  country: text('country'),
  workingHours: jsonb('working_hours').$type<WorkingHours>(),
  groups: text('groups').array().notNull(),
  level: text('level'),
  startDate: plainDate('start_date'),
  endDate: plainDate('end_date'),
  status: text('status', { enum: ['active', 'pending', 'inactive'] }).notNull(),
  /** As HR states it, from before Throughline: the first due date is counted from it. */
  lastCareerConversationOn: plainDate('last_career_conversation_on'),
  /** From the settings of their calendar; they hold where `workingHours` and `timeZone` are null. */
  calendarWorkingHours: jsonb('calendar_working_hours').$type<WorkingHours>(),
  calendarTimeZone: text('calendar_time_zone'),
  /** When the settings were last asked, whatever they told. */
  calendarReadAt: instant('calendar_read_at'),
  /** Said by the person; they hold before `workingHours` and `timeZone`, which are HR's. */
  ownWorkingHours: jsonb('own_working_hours').$type<WorkingHours>(),
  ownTimeZone: text('own_time_zone'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  /** When the HR system took them out; until it states them again. */
  removedAt: instant('removed_at'),
});

/** Effective-dated: `[validFrom, validTo)`. A manager who has not arrived yet is named by external id only. */
export const reportingLine = pgTable('reporting_line', {
  ...tenantColumns(),
  reportId: uuid('report_id').notNull(),
  managerId: uuid('manager_id'),
  managerExternalId: text('manager_external_id'),
  validFrom: plainDate('valid_from').notNull(),
  validTo: plainDate('valid_to'),
});

/**
 * Somebody holds a manager's conversations for a while, both days included; the reporting line goes on. Without a
 * report it is for everybody who reports to that manager.
 */
export const actingManager = pgTable('acting_manager', {
  ...tenantColumns(),
  managerId: uuid('manager_id').notNull(),
  reportId: uuid('report_id'),
  actingId: uuid('acting_id').notNull(),
  startsOn: plainDate('starts_on').notNull(),
  endsOn: plainDate('ends_on').notNull(),
  authorId: uuid('author_id'),
  createdAt: instant('created_at').notNull(),
});

/** Dates only: no kind of absence is ever stored. `endsOn` is inclusive. */
export const leave = pgTable('leave', {
  ...tenantColumns(),
  personId: uuid('person_id').notNull(),
  externalId: text('external_id'),
  startsOn: plainDate('starts_on').notNull(),
  endsOn: plainDate('ends_on').notNull(),
});

/** `endsOn` is inclusive, and null only in rows from before an end was asked for. */
export const exemption = pgTable('exemption', {
  ...tenantColumns(),
  personId: uuid('person_id').notNull(),
  category: text('category').notNull(),
  /** Its id where it is listed as leave. */
  leaveId: uuid('leave_id')
    .notNull()
    .default(sql`uuidv7()`),
  startsOn: plainDate('starts_on').notNull(),
  endsOn: plainDate('ends_on'),
  authorId: uuid('author_id'),
  createdAt: instant('created_at').notNull(),
  /** Not listed as leave before that day, where a hold was taken back there; it stands all the same. */
  listedFrom: plainDate('listed_from'),
  /** Null: never changed since it was stated. */
  updatedAt: instant('updated_at'),
});

/** Taken back before it began, and no hold: for whoever copies exemptions from here. */
export const removedExemption = pgTable('removed_exemption', {
  ...tenantColumns(),
  personId: uuid('person_id').notNull(),
  category: text('category').notNull(),
  startsOn: plainDate('starts_on').notNull(),
  endsOn: plainDate('ends_on'),
  authorId: uuid('author_id'),
  createdAt: instant('created_at').notNull(),
  removedAt: instant('removed_at').notNull(),
});

/** Known by a trigger from whoever is in it; its name stands in `person.groups`. Removed ones keep their row. */
export const employeeGroup = pgTable('employee_group', {
  ...tenantColumns(),
  name: text('name').notNull(),
  type: text('type', { enum: ['TEAM', 'DEPARTMENT', 'COST_CENTER', 'BUSINESS_UNIT', 'GROUP'] }),
  remoteId: text('remote_id'),
  /** There even if nobody is in it; others while somebody is. */
  isStated: boolean('is_stated').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  removedAt: instant('removed_at'),
});

/** Roles beyond those the org tree gives (report, manager, leader). */
export const roleGrant = pgTable('role_grant', {
  ...tenantColumns(),
  personId: uuid('person_id').notNull(),
  role: text('role', { enum: ['hr', 'leadership', 'administrator'] }).notNull(),
  grantedById: uuid('granted_by_id'),
  grantedAt: instant('granted_at').notNull(),
});
