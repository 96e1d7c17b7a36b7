import type { AdminConsent, CalendarRegistry, ProviderName } from './ports/calendar.ts';

export type AdministratorProvider = { readonly name: ProviderName; readonly adminConsent: AdminConsent };

/** The offered providers at which an administrator grants for everybody first. */
export function administratorProviders(calendars: CalendarRegistry): readonly AdministratorProvider[] {
  return calendars.offered().flatMap((name) => {
    const { adminConsent } = calendars.provider(name).oauth;
    return adminConsent === null ? [] : [{ name, adminConsent }];
  });
}
