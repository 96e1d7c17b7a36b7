import type { EvidencePack } from '@throughline/domain/evidence/evidence-pack.ts';
import { anEvidencePack } from '@throughline/domain/testing/an-evidence-pack.ts';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { evidencePackPdf, type Paper } from './evidence-pack-pdf.ts';

async function read(pack: EvidencePack, paper: Paper = 'A4') {
  const bytes = await evidencePackPdf({ pack, paper });
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(pdf, { mergePages: true });
  const [, , width] = (await pdf.getPage(1)).view;
  return { pdf, width, text: text.replaceAll(/\s+/g, ' '), ...(await getMeta(pdf)) };
}

/** As long as anything in it can get. */
function theLongest(): EvidencePack {
  const pack = anEvidencePack();
  const name = 'Wolfeschlegelsteinhausenbergerdorff und Partner Verwaltungsgesellschaft mbH '.repeat(2);
  const row = { name, share: { numerator: 100_000, denominator: 200_000 } };
  return {
    ...pack,
    organization: name,
    unevenness: {
      ...pack.unevenness,
      worst: [row, row, row],
      best: row,
      hidden: Array.from({ length: 5 }, (_, at) => ({
        why: `${at} ${'because of this and that '.repeat(6)}`,
        units: 20,
      })),
    },
    trend: pack.trend.map((week) => ({ ...week, note: 'n'.repeat(70) + ' ' + 'm'.repeat(69) })),
    pilot: { kind: 'beside', pilot: row, everyone: row },
    teams: Array.from({ length: 40 }, () => ({
      manager: name,
      reports: 30,
      dates: Array.from({ length: 30 }, () => ({ on: pack.asOf, leadDays: 100, moves: 3 })),
    })),
    freshness: 'All calendars were read. '.repeat(6),
  };
}

describe('the evidence pack as a PDF', () => {
  test('says its figures in words that can be copied, with a title and a language', async () => {
    const { text, pdf, info } = await read(anEvidencePack());
    for (const said of [
      '84% are current',
      '178 of 212',
      '37 percentage points',
      'Mona Example and everyone below 61% (19 of 31)',
      'From 64% in week 39, 2026 to 82% in week 48, 2026.',
      'Outlined weeks counted who had a date.',
      'Week 38, 2026: Two weeks more to answer',
      'A conversation of 60 minutes every 180 days is 10 hours a year with 5 reports',
      'Engineering 93% (63 of 68).',
      'Ben Vogt: 3 of 4 have a date: 2026-12-08 (27 days ahead); 2026-12-15 (34 days ahead, moved once)',
      '2 units show no figures: Fewer than 3 managers',
    ])
      expect(text).toContain(said);
    expect(info).toMatchObject({ Title: 'Career conversations at Northwind, week 48, 2026', Language: 'en' });
    expect(await pdf.getViewerPreferences()).toMatchObject({ DisplayDocTitle: true });
  });

  test.each([
    ['A4', 595],
    ['LETTER', 612],
  ] as const)('fits one page of %s, however much there is to say', async (paper, width) => {
    for (const pack of [anEvidencePack(), theLongest()]) {
      const found = await read(pack, paper);
      expect([found.pdf.numPages, Math.round(found.width ?? 0)]).toEqual([1, width]);
    }
  });

  test('says why where there are no figures', async () => {
    const { text } = await read(
      anEvidencePack({
        everyone: { hidden: true, why: 'Fewer than 5 people, so numbers would point at somebody.' },
        unevenness: { worst: [], best: null, spreadPoints: null, changeInPoints: null, hidden: [] },
        trend: [],
        pilot: null,
        teams: null,
      }),
    );
    expect(text).toContain('No figure this week');
    expect(text).toContain('Fewer than 5 people');
    expect(text).not.toMatch(/\d+%/);
  });

  test('is the same to the byte whenever the pack is', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => evidencePackPdf({ pack: anEvidencePack(), paper: 'A4' })),
    );
    expect(Buffer.compare(first!, second!)).toBe(0);
  });
});
