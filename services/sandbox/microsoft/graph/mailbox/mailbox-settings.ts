import { z } from 'zod';
import type { Account } from '../../../core/accounts/account-store.ts';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { Journal } from '../../../core/state/journal.ts';
import { openTable } from '../../../core/state/table.ts';
import { windowsZoneOf, zoneNamed } from './windows-zones.ts';
import { workingHoursOf, workingHoursResource } from './working-hours.ts';

/** What a PATCH may change; the rest is as it is for everybody. */
export const settingsChange = z.strictObject({
  timeZone: z
    .string()
    .refine((name) => zoneNamed(name) !== undefined)
    .optional(),
  workingHours: workingHoursResource.partial().optional(),
  dateFormat: z.string().optional(),
  timeFormat: z.string().optional(),
});

type SettingsChange = z.infer<typeof settingsChange>;

export type MailboxSettings = {
  /** mailboxSettings in Graph's shape. */
  readonly of: (account: Account) => JsonObject;
  readonly change: (args: { account: Account; change: SettingsChange }) => void;
  readonly clear: () => void;
};

export function openMailboxSettings({ journal }: { journal: Journal }): MailboxSettings {
  const table = openTable<JsonObject>({ name: 'microsoft-mailbox-settings', journal });
  return {
    of: (account) => {
      const changed = table.get(account.email) ?? {};
      const timeZone = typeof changed['timeZone'] === 'string' ? changed['timeZone'] : undefined;
      const hours = workingHoursOf({ account, timeZone });
      return { ...usualSettings(account), ...changed, workingHours: { ...hours, ...Object(changed['workingHours']) } };
    },
    change: ({ account, change }) => {
      const before = table.get(account.email) ?? {};
      const workingHours = { ...Object(before['workingHours']), ...change.workingHours };
      table.set(account.email, JSON.parse(JSON.stringify({ ...before, ...change, workingHours })) as JsonObject);
    },
    clear: table.clear,
  };
}

function usualSettings(account: Account): JsonObject {
  const american = account.timeZone.startsWith('America/');
  return {
    archiveFolder: null,
    timeZone: windowsZoneOf(account.timeZone),
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    dateFormat: american ? 'M/d/yyyy' : 'dd/MM/yyyy',
    timeFormat: american ? 'h:mm tt' : 'HH:mm',
    userPurpose: 'user',
    automaticRepliesSetting: {
      status: 'disabled',
      externalAudience: 'all',
      internalReplyMessage: '',
      externalReplyMessage: '',
      scheduledStartDateTime: { dateTime: '2026-01-01T00:00:00.0000000', timeZone: 'UTC' },
      scheduledEndDateTime: { dateTime: '2026-01-02T00:00:00.0000000', timeZone: 'UTC' },
    },
    language: { locale: 'en-US', displayName: 'English (United States)' },
  };
}
