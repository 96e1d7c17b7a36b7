import type { ProviderName } from '@throughline/app/ports/calendar.ts';

/** As people call them. */
export const providerNames: Readonly<Record<ProviderName, string>> = { google: 'Google', microsoft: 'Microsoft' };
