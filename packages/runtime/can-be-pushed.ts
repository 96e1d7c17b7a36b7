import { canBePushedTo } from '@throughline/calendars/push-address.ts';
import type { Settings } from './env.ts';

/** Whether calendar providers, or what stands in for them, can announce changes to this installation. */
export function canBePushed({
  publicUrl,
  sandboxOrigin,
  settings: { baseUrls },
}: {
  publicUrl: string;
  sandboxOrigin: string | null;
  settings: Pick<Settings, 'baseUrls'>;
}): boolean {
  const replaced = [sandboxOrigin, baseUrls.googleApi, baseUrls.microsoftGraph];
  return canBePushedTo({ address: publicUrl, isStandIn: replaced.some((origin) => origin !== null) });
}
