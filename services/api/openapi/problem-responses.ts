import { z } from 'zod';
import { problem } from '@throughline/contracts/problem.ts';

const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});

/** How every operation of v1 can refuse, for its description; what is sent comes from the problem handler. */
export const problemResponses = {
  400: refusal('A parameter is not valid; `errors` names each.'),
  401: refusal('There is no key, or it is unknown or revoked.'),
  403: refusal('The key lacks the scope, or the terms of a works council keep it back.'),
  429: refusal('Too many requests; `Retry-After` says when to come back.'),
  500: refusal('Something went wrong on our side.'),
} as const;

/** Besides, of operations that read a body. Nobody has to name them: the description adds them. */
export const bodyResponses = {
  413: refusal('The body is larger than a megabyte.'),
  415: refusal('The body is of a content type that is not read here.'),
} as const;

/** Of operations that answer with an `ETag`. */
export const unchangedResponse = {
  304: z.null().describe('It is still what the `ETag` in `If-None-Match` was given for.'),
} as const;

export const notFoundResponse = { 404: refusal('There is nothing of that name.') } as const;

/** Besides, of operations that write. */
export const writeResponses = {
  409: refusal('It does not fit what is there: an address or id is somebody else’s.'),
  422: refusal('The `Idempotency-Key` came with another request before.'),
} as const;

export const tooLargeResponse = { 413: refusal('The file is too large; `detail` says how large it may be.') } as const;

export const changeResponses = {
  ...writeResponses,
  ...notFoundResponse,
  412: refusal('It has changed since the `ETag` in `If-Match` was given.'),
} as const;
