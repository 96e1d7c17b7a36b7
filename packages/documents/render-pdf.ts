import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

const fontFile = createRequire(import.meta.url).resolve;
const regular = fontFile('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf');
const semibold = fontFile('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf');
const family = 'SourceSans3';

pdfmake.setFonts({ [family]: { normal: regular, bold: semibold } });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path === regular || path === semibold);

/** Any will do as long as it stays: the file's date and its id are made from it. */
const anyDate = Temporal.Instant.from('2026-01-01T00:00:00Z').epochMilliseconds;

/**
 * The same definition gives the same bytes. The fonts go along, cut to the characters used; no file and no address is
 * read besides. English, A4.
 */
export function renderPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  const { info, defaultStyle } = definition;
  return pdfmake
    .createPdf({
      version: '1.7',
      pageSize: 'A4',
      language: 'en',
      displayTitle: true,
      ...definition,
      info: { ...info, creationDate: new Date(anyDate) },
      defaultStyle: { font: family, ...defaultStyle },
    })
    .getBuffer();
}
