import { z } from 'zod';

/** What every list of v1 takes: lists are in the order in which their rows were made, and stay whole while rows change. */
export const v1Paging = {
  cursor: z.string().max(1_000).optional().describe('`next` or `previous` of an earlier page of the same list'),
  page_size: z.coerce.number().int().min(1).max(200).default(50),
};

export const v1PageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    results: z.array(row),
    next: z.string().nullable().describe('The cursor of the next page; null on the last'),
    previous: z.string().nullable(),
  });

/** RFC 9110 and draft-ietf-httpapi-idempotency-key-header. */
export const v1WriteHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('Sent again with the same key, a request has its effect once and the same answer, for a day'),
});
export const v1ChangeHeaders = v1WriteHeaders.extend({
  'if-match': z
    .string()
    .max(200)
    .optional()
    .describe('The `ETag` this change was made from: 412 if it has changed since'),
});
