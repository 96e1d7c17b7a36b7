import type { Figures } from '@throughline/domain/digest/weekly-digest.ts';
import { expect, test } from 'vitest';
import { compileLetterHtml } from '../letter/letter-html.ts';
import { letterText } from '../letter/letter-text.ts';
import { sampleDigest } from '../testing/sample-digest.ts';
import { weeklyDigest } from './weekly-digest.ts';

const letterHtml = await compileLetterHtml();
const shown = sampleDigest.figures as Extract<Figures, { kind: 'shown' }>;

/** Both parts of the mail, the HTML's without its tags. */
function mail(given: Partial<typeof shown>) {
  const letter = weeklyDigest({
    template: 'weekly-digest',
    givenName: 'Vera',
    organizationName: 'Example',
    digest: { ...sampleDigest, figures: { ...shown, ...given } },
    coverageUrl: 'https://throughline.example/coverage',
    digestUrl: 'https://throughline.example/weekly-email',
  });
  const parts = { letter, unsubscribeUrl: 'https://throughline.example/stop' };
  return [letterText(parts), letterHtml(parts).replaceAll(/<[^>]*>/g, '')];
}

test.each([
  [{ spreadChangeInPoints: 3 }, 'that does worst lie 42 points, 3 more than last week.'],
  [{ spreadChangeInPoints: -1 }, 'that does worst lie 42 points, 1 fewer than last week.'],
  [{ spreadChangeInPoints: 0 }, 'that does worst lie 42 points, as last week.'],
  [{ spreadChangeInPoints: null, spreadPoints: 1 }, 'that does worst lie 1 point.'],
  [
    { leavers: { numerator: 4, denominator: 11 } },
    'Of 11 who left within a year, 4 had no conversation in their last twelve months.',
  ],
])('html and text say of %j: %s', (given, sentence) => {
  for (const part of mail(given)) expect(part.replaceAll(/\s+/g, ' ')).toContain(sentence);
});

test('nothing is said of leavers where they are too few, nor of a spread where there is none', () => {
  for (const part of mail({ leavers: null, spreadPoints: null })) expect(part).not.toMatch(/who left|does worst/);
});
