import { z } from 'zod';
import { importFields, v1Import, v1ImportRowPage, v1ListImportRowsQuery, v1ReadingQuery } from '../v1/imports.ts';

export const importOnPage = v1Import.extend({
  /** Null for a key or the command line. */
  createdByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  /** More would leave than goes without somebody saying so. */
  asksFor: z.enum(['number', 'yes']).nullable(),
});
export type ImportOnPage = z.infer<typeof importOnPage>;

/** For HR: the latest first. */
export const importsResponse = z.object({ imports: z.array(importOnPage) });
export type ImportsResponse = z.infer<typeof importsResponse>;

export const readingQuery = z.object(v1ReadingQuery);

/** How a file would be read; nothing of it is stored. */
export const readingResponse = z.object({
  system: v1Import.shape.system,
  columns: z.array(z.object({ heading: z.string(), field: z.enum(importFields).nullable() })),
  /** What stands in the way, by heading; null: the file as a whole. */
  troubles: z.array(z.object({ column: z.string().nullable(), detail: z.string() })),
  rows: z.number().int(),
});
export type ReadingResponse = z.infer<typeof readingResponse>;

export const sendImportQuery = readingQuery.extend({ missing: z.enum(['leave', 'stay']).default('leave') });
export const importRowsQuery = v1ListImportRowsQuery;
export const importRowsResponse = v1ImportRowPage;
