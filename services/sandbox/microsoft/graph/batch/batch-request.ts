import { z } from 'zod';
import { badRequest } from '../graph-error.ts';

const part = z.object({
  id: z.string().min(1),
  method: z
    .string()
    .transform((method) => method.toUpperCase())
    .pipe(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).nullish(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).nullish(),
});

const batch = z.object({ requests: z.array(part).min(1) });

/** One call within a batch, its path made whole. */
export type BatchPart = {
  readonly id: string;
  readonly method: z.infer<typeof part>['method'];
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
};

const mostParts = 20;

/** @throws GraphError 400 for a batch that cannot be taken as a whole */
export function readBatch(given: unknown): BatchPart[] {
  const parsed = batch.safeParse(given);
  if (!parsed.success) throw badRequest(`Invalid batch payload format: ${z.prettifyError(parsed.error)}`);
  const { requests } = parsed.data;
  if (requests.length > mostParts) {
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${mostParts}.`);
  }
  const seen = new Set<string>();
  return requests.map(({ id, method, url, headers, body, dependsOn }) => {
    if (seen.has(id.toLowerCase())) throw badRequest(`Duplicate request id '${id}' found in the batch.`);
    for (const needed of dependsOn ?? []) {
      if (!seen.has(needed.toLowerCase())) {
        throw badRequest(`Request '${id}' depends on '${needed}', which is not an id of a request before it.`);
      }
    }
    seen.add(id.toLowerCase());
    const lowered = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
    const given = Object.fromEntries(lowered);
    if (body !== undefined && given['content-type'] === undefined) {
      throw badRequest(`Request '${id}' has a body and no content-type header.`);
    }
    return { id, method, path: pathOf(url), headers: given, body, dependsOn: dependsOn ?? [] };
  });
}

/** Addresses in a batch are relative, without the version. */
function pathOf(url: string): string {
  if (/^[a-z]+:\/\//i.test(url)) throw badRequest(`Invalid batch payload format: '${url}' is not a relative URL.`);
  return `/v1.0/${url.replace(/^\/+/, '')}`;
}
