export const importResults = ['created', 'updated', 'unchanged', 'refused', 'leaving'] as const;
export type ImportResult = (typeof importResults)[number];

/** What is worth knowing of a row that was taken, or could not be. */
export const importNotes = [
  /** The manager it names is nobody who is here: they have yet to arrive, or are not known. */
  'manager_unknown',
  /** Several people bear the manager's name: the manager stays who they were. */
  'manager_not_clear',
  /** It names themselves: read as no manager. */
  'own_manager',
  /** They report to each other in a circle: listed, not booked. */
  'in_a_cycle',
  /** The row itself says they have left. */
  'leaves',
  /** An HR system that people are pulled from lists them too: what that says stands, the rest of the row is taken. */
  'in_hr_system',
] as const;
export type ImportNote = (typeof importNotes)[number];

/** What an import changes, or would. */
export type ImportCounts = Readonly<Record<Exclude<ImportResult, 'leaving'>, number>> & {
  /** Whom the file does not have, and those it says have left. */
  readonly leaving: number;
  /** Everyone who was here before. */
  readonly present: number;
  readonly managersUnknown: number;
  readonly inCycles: number;
  /** A row could not be told whom it is about, so nobody counts as missing. */
  readonly unreadable: number;
};
