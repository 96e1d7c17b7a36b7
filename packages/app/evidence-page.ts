import type { EvidenceResponse } from '@throughline/contracts/pages/evidence.ts';
import { evidencePictureText } from '@throughline/documents/evidence-picture.ts';
import type { EvidencePack } from '@throughline/domain/evidence/evidence-pack.ts';
import { evidenceSections, headlineSentence } from '@throughline/domain/evidence/evidence-sections.ts';

/** The pack as its page shows it. */
export function evidencePage(pack: EvidencePack): EvidenceResponse {
  return {
    organization: pack.organization,
    isoWeek: pack.isoWeek,
    asOf: pack.asOf.toString(),
    headline: headlineSentence(pack),
    sections: evidenceSections(pack).map(({ lines, ...section }) => ({ ...section, lines: [...lines] })),
    pictureText: evidencePictureText(pack),
    freshness: pack.freshness,
  };
}
