/**
 * All that a file can say of a person, in the names the API gives it. Whatever stands in no column of these is never
 * read: salary, birth date, gender and the like have no field to go to.
 */
export const importFields = [
  'remote_id',
  'first_name',
  'last_name',
  'display_full_name',
  'work_email',
  'manager_remote_id',
  'manager_work_email',
  'manager_name',
  'manager_since',
  'start_date',
  'termination_date',
  'employment_status',
  'country',
  'region',
  'city',
  'time_zone',
  'level',
  'group',
  'last_career_conversation_on',
] as const;
export type ImportField = (typeof importFields)[number];

export const dateFields: ReadonlySet<ImportField> = new Set([
  'manager_since',
  'start_date',
  'termination_date',
  'last_career_conversation_on',
]);

/** One column of a file as it is read; `field` null: it is not. */
export type ImportColumn = { readonly header: string; readonly field: ImportField | null };
