/** What an API key may do. No scope reads what is said in a conversation: no route offers it. */
export const apiScopes = [
  'employees:read',
  'employees:write',
  'exemptions:read',
  'exemptions:write',
  'policies:read',
  'policies:write',
  'conversations:read',
  'conversations:write',
  'reports:read',
  'imports:read',
  'imports:write',
  'imports:approve',
  'webhooks:read',
  'webhooks:write',
  'api_keys:write',
  'audit:read',
  'scim',
] as const;
export type ApiScope = (typeof apiScopes)[number];
