import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { CalendarError } from '@throughline/app/ports/calendar-error.ts';

export type RefusedTokens = {
  /** Throws what the provider said of this very token before. */
  check(auth: CalendarAuth): void;
  note(input: { auth: CalendarAuth; error: CalendarError }): void;
};

/**
 * Access tokens a provider no longer takes, in this process: calls that wait their turn with one are not sent after it was
 * refused to the first, so that of a revoked grant nothing more is asked.
 */
export function createRefusedTokens(): RefusedTokens {
  const refused = new Map<string, { readonly accessToken: string; readonly error: CalendarError }>();
  return {
    check({ connectionId, accessToken }) {
      const known = refused.get(connectionId);
      if (known?.accessToken === accessToken) throw known.error;
      // Another token is in use by now.
      if (known !== undefined) refused.delete(connectionId);
    },

    note({ auth: { connectionId, accessToken }, error }) {
      if (error.kind === 'unauthorized') refused.set(connectionId, { accessToken, error });
    },
  };
}
