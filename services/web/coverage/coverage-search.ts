import { z } from 'zod';

/** What of the dashboard is shown, as it stands in the address. What is not understood there is left out. */
export const coverageSearch = z.object({
  /** The latest without it. */
  week: z.string().optional().catch(undefined),
  /** The reader's own without it. */
  unit: z.string().optional().catch(undefined),
  kind: z.enum(['line', 'groups']).optional().catch(undefined),
  under_target: z.boolean().optional().catch(undefined),
});
export type CoverageSearch = z.infer<typeof coverageSearch>;
