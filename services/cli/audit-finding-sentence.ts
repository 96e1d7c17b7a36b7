import type { AuditFinding } from '@throughline/app/verify-audit.ts';

/** What `audit verify` says of one place where the audit is not what was sealed. */
export function auditFindingSentence(finding: AuditFinding): string {
  switch (finding.kind) {
    case 'not_as_sealed': {
      const { sequence, sealedAt, entriesSealed, entriesNow } = finding;
      const when = sealedAt.toString({ smallestUnit: 'second' });
      return `Seal ${sequence} of ${when} does not fit: ${what({ entriesSealed, entriesNow })}.`;
    }
    case 'link_missing':
      return `Before seal ${finding.sequence} a seal is missing.`;
    case 'link_broken':
      return `Seal ${finding.sequence} does not continue the one before it.`;
    case 'slipped_in':
      return `Entries that were added where seals had been set before: ${finding.entries}.`;
    case 'cut_off':
      return `The end was cut off: the checkpoint is of seal ${finding.sequence}, and the last one here is ${finding.last}.`;
    case 'other_than_checkpoint':
      return `Seal ${finding.sequence} is another than the checkpoint's: the chain was computed anew.`;
    case 'checkpoint_of_another_organization':
      return `The checkpoint is of another organisation, ${finding.organizationId}.`;
  }
}

function what({ entriesSealed, entriesNow }: { entriesSealed: number; entriesNow: number }): string {
  if (entriesNow < entriesSealed) return `${entriesSealed} entries were sealed, ${entriesNow} are there`;
  if (entriesNow > entriesSealed) return `${entriesSealed} entries were sealed, and ${entriesNow} stand there`;
  return `something in its ${entriesSealed} entries, their order or the seal itself was changed`;
}
