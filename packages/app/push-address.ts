import type { ProviderName } from './ports/calendar.ts';

/** Where a provider announces what changed, and what becomes of the channel itself. The API answers there. */
export function pushAddress({ publicUrl, provider }: { publicUrl: string; provider: ProviderName }): {
  readonly address: string;
  readonly lifecycleAddress: string;
} {
  const address = `${publicUrl}/push/${provider}`;
  return { address, lifecycleAddress: `${address}/lifecycle` };
}
