import { z } from 'zod';

export const v1CoverageQuery = z.object({
  week: z
    .string()
    .regex(/^\d{4}-W\d{2}$/, 'expected an ISO week such as 2026-W47')
    .optional()
    .describe('An ISO week such as 2026-W47; the latest snapshot without it'),
});
