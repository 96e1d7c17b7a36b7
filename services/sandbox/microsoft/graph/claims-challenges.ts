import type { Journal } from '../../core/state/journal.ts';
import { openTable } from '../../core/state/table.ts';
import type { Grants } from '../oauth/grants.ts';

type Challenge = { readonly account: string; readonly claims: string };

/**
 * Continuous access evaluation: Graph refuses an account's tokens until one was asked for with the claims it names.
 * learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
 */
export type ClaimsChallenges = {
  readonly raise: (account: string) => void;
  /** The claims a new token of the account must be asked for with, as JSON; null when none are. */
  readonly of: (account: string) => string | null;
  /** A token was asked for with `claims`; if they are the ones, the account's tokens from before are over. */
  readonly answer: (args: { account: string; claims: string | null }) => void;
  readonly clear: () => void;
};

export function openClaimsChallenges({ journal, grants }: { journal: Journal; grants: Grants }): ClaimsChallenges {
  const table = openTable<Challenge>({ name: 'microsoft-claims-challenges', journal });
  return {
    raise: (account) => {
      const value = String(Math.floor(Date.now() / 1000));
      const claims = JSON.stringify({ access_token: { nbf: { essential: true, value } } });
      table.set(account, { account, claims });
    },
    of: (account) => table.get(account)?.claims ?? null,
    answer: ({ account, claims }) => {
      const open = table.get(account);
      if (open === undefined || claims === null || !asks({ claims, wanted: open.claims })) return;
      table.delete(account);
      grants.endAccessTokens(account);
    },
    clear: table.clear,
  };
}

/** Whether a `claims` parameter, which may ask for more such as capabilities, holds what a challenge wanted. */
function asks({ claims, wanted }: { claims: string; wanted: string }): boolean {
  const nbf = (text: string): unknown => {
    const { access_token: accessToken } = Object(JSON.parse(text)) as { access_token?: { nbf?: { value?: unknown } } };
    return accessToken?.nbf?.value;
  };
  try {
    return nbf(claims) === nbf(wanted);
  } catch {
    return false;
  }
}
