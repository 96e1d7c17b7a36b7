import { IconBrandGoogle, IconBrandWindows } from '@tabler/icons-react';
import type { ConnectionResponse } from '@throughline/contracts/pages/connection.ts';

export type Provider = ConnectionResponse['offered'][number];

type Words = {
  /** As people call its calendar. */
  readonly calendar: string;
  /** The account one signs in to it with. */
  readonly account: string;
  /** Who looks after it in a company. */
  readonly administrator: string;
  /** Who of them may grant for everybody. */
  readonly granters: string;
  /** Where they take it back. */
  readonly takenBack: string;
  readonly icon: typeof IconBrandGoogle;
};

export const providerWords: Readonly<Record<Provider, Words>> = {
  google: {
    calendar: 'Google Calendar',
    account: 'Google',
    administrator: 'Google Workspace administrator',
    granters: 'a super administrator',
    takenBack: 'in the Admin console under Security, API controls',
    icon: IconBrandGoogle,
  },
  microsoft: {
    calendar: 'Outlook',
    account: 'Microsoft',
    administrator: 'Microsoft 365 administrator',
    granters: 'a Global, Application or Cloud Application Administrator',
    takenBack: 'in Microsoft Entra under Enterprise applications',
    icon: IconBrandWindows,
  },
};
