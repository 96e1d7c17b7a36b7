import { IconBrandGoogle, IconBrandWindows } from '@tabler/icons-react';
import type { ConnectionResponse } from '@throughline/contracts/pages/connection.ts';

export type Provider = ConnectionResponse['offered'][number];

/** As people call a provider's calendar, the account one signs in to it with, and who looks after it in a company. */
export const providerWords: Readonly<
  Record<Provider, { calendar: string; account: string; administrator: string; icon: typeof IconBrandGoogle }>
> = {
  google: {
    calendar: 'Google Calendar',
    account: 'Google',
    administrator: 'Google Workspace administrator',
    icon: IconBrandGoogle,
  },
  microsoft: {
    calendar: 'Outlook',
    account: 'Microsoft',
    administrator: 'Microsoft 365 administrator',
    icon: IconBrandWindows,
  },
};
