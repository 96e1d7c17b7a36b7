import { z } from 'zod';

/** RFC 9457 problem details, with one entry in `errors` for each bad field. */
export const problem = z.object({
  type: z.string().describe('What kind of problem it is; stays the same between releases'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional().describe('What can be done about it, for people'),
  instance: z.string().optional().describe('This one answer, for whoever looks for it in a log'),
  errors: z
    .array(
      z.object({
        in: z.enum(['body', 'query', 'path', 'header']),
        pointer: z.string().describe('The field within that part (RFC 6901); empty for all of it'),
        detail: z.string(),
      }),
    )
    .optional(),
});
export type Problem = z.infer<typeof problem>;
