import { z } from 'zod';

/** What a manager alone is told, in sentences. */
export const managerNotesResponse = z.object({
  /** Why their weeks cannot hold what falls due; null while they can. */
  workload: z.string().nullable(),
  /** How their conversations are spaced. */
  pace: z.array(z.string()),
});
export type ManagerNotesResponse = z.infer<typeof managerNotesResponse>;
