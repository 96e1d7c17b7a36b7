import { evidencePackPdf } from '@throughline/documents/evidence-pack-pdf.ts';
import { evidencePicture } from '@throughline/documents/evidence-picture.ts';
import type { EvidencePack } from '@throughline/domain/evidence/evidence-pack.ts';

export type EvidenceForm = 'a4' | 'letter' | 'picture';

/** The pack as a file to take along, and what to call it. */
export async function evidenceFile({
  pack,
  form,
}: {
  pack: EvidencePack;
  form: EvidenceForm;
}): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const name = `career-conversations-${pack.isoWeek}`;
  switch (form) {
    case 'a4':
      return { name: `${name}.pdf`, bytes: await evidencePackPdf({ pack, paper: 'A4' }) };
    case 'letter':
      return { name: `${name}-letter.pdf`, bytes: await evidencePackPdf({ pack, paper: 'LETTER' }) };
    case 'picture':
      return { name: `${name}.png`, bytes: await evidencePicture({ pack }) };
  }
}
