import { z } from 'zod';
import { line } from '../text.ts';
import { instantText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';
import { apiScopes } from './scopes.ts';

/** A key as it can be shown: what it opens and how it ends, never the key. */
export const v1ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  hint: z.string().describe('The last characters, to recognise it by'),
  scopes: z.array(z.string()),
  created_at: instantText,
  last_used_at: instantText.nullable().describe('To the minute'),
  expires_at: instantText.nullable(),
  revoked_at: instantText.nullable(),
});
export type V1ApiKey = z.infer<typeof v1ApiKey>;

export const v1CreatedApiKey = v1ApiKey.extend({ key: z.string().describe('Shown this once: only its hash is kept') });
export type V1CreatedApiKey = z.infer<typeof v1CreatedApiKey>;

export const v1NewApiKey = z.strictObject({
  name: line({ max: 200 }).min(1),
  scopes: z.array(z.enum(apiScopes)).min(1).describe('None that the key asking does not have itself'),
  expires_at: instantText
    .nullable()
    .exactOptional()
    .describe('Good for nothing from then on; without it until revoked'),
});

export const v1ListApiKeysQuery = z.object({ ...v1Paging });
export const v1ApiKeyPage = v1PageOf(v1ApiKey);
