import type { ApiKeyOnPage } from '@throughline/contracts/pages/api-keys.ts';
import type { ApiScope } from '@throughline/contracts/v1/scopes.ts';
import { formatInstant } from '../app/times.ts';

/** What a scope opens, as people would say it. */
export const scopeWords: Readonly<Record<ApiScope, string>> = {
  'employees:read': 'Read people, reporting lines and time off',
  'employees:write': 'State people, reporting lines and time off',
  'exemptions:read': 'Read exemptions',
  'exemptions:write': 'State, renew and lift exemptions',
  'policies:read': 'Read policies',
  'policies:write': 'Publish policies',
  'conversations:read': 'Read dates and states of conversations',
  'conversations:write': 'Say of conversations what HR may say',
  'reports:read': 'Read the weekly figures',
  'imports:read': 'Read what imports changed',
  'imports:write': 'Import people from files',
  'imports:approve': 'Let an import go on in which many leave',
  'webhooks:read': 'Read webhooks and what they told',
  'webhooks:write': 'Change webhooks',
  'api_keys:write': 'Make and revoke keys',
  'audit:read': 'Read who did what',
  scim: 'Keep people and groups as a directory (SCIM)',
};

/** What has become of a key, in one sentence. */
export function keySentence({ key, timeZone }: { key: ApiKeyOnPage; timeZone: string }): string {
  const at = (instant: string) => formatInstant({ instant, timeZone });
  const { state, revoked_at, expires_at, last_used_at } = key;
  if (state === 'revoked' && revoked_at !== null) return `Revoked ${at(revoked_at)}.`;
  if (state === 'expired' && expires_at !== null) return `Came to its end ${at(expires_at)}.`;
  const used = last_used_at === null ? 'Never used' : `Last used ${at(last_used_at)}`;
  return `${used}. ${expires_at === null ? 'Good until it is revoked.' : `Good until ${at(expires_at)}.`}`;
}

/** A key as it can be recognised: how every key begins, and how this one ends. */
export function shownKey({ hint }: Pick<ApiKeyOnPage, 'hint'>): string {
  return `tl_live_…${hint}`;
}

/** Its last characters one by one, as a screen reader is to say them. */
export function spelledKey({ hint }: Pick<ApiKeyOnPage, 'hint'>): string {
  return hint.split('').join(' ');
}
