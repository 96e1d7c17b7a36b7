import type { OAuthClient } from './core/oauth/oauth-clients.ts';

export type SandboxOptions = {
  /** Where state is kept across restarts; null keeps it in memory alone. */
  readonly dataDirectory: string | null;
  /** Told of every step of the clock, besides those registered over the control API. */
  readonly clockCallback: string | null;
  /** The applications known from the start; others are registered over the control API. */
  readonly googleClient: OAuthClient | null;
  readonly microsoftClient?: OAuthClient | null;
};

export const memoryOnly: SandboxOptions = { dataDirectory: null, clockCallback: null, googleClient: null };
