import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { anAnswer, anAttendance, aPolicy, at } from '../testing/builders.ts';
import { confirmationWindowEnd, decideOutcome, type AnswerKind, type Evidence } from './outcome.ts';

type Word = 'silent' | 'it happened' | 'it did not' | 'in the 1:1';
const words: readonly Word[] = ['silent', 'it happened', 'it did not', 'in the 1:1'];

function said(cell: string): readonly Word[] {
  const parts = cell.split(',').map((part) => part.trim());
  if (parts.join() === 'anything') return words;
  return parts.map((part) => {
    const word = words.find((one) => one === part);
    if (word === undefined) throw new Error(`The table has a word nobody can say: ${part}`);
    return word;
  });
}

/** The table as it is published; each row is read as it stands there. */
const page = readFileSync(new URL('../../../infra/decisions/denial-is-silence.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|') && line.includes('`'))
  .map((line) => {
    const [report, manager, attendance, seen, when, due] = line.split('|').slice(1, -1);
    if (!report || !manager || !attendance || !seen || !when || !due)
      throw new Error(`Not a row of the table: ${line}`);
    return { report: said(report), manager: said(manager), attendance, seen, when: when.trim(), due: due.trim() };
  });

const kindOf: Readonly<Record<Exclude<Word, 'silent'>, AnswerKind>> = {
  'it happened': 'happened',
  'it did not': 'did_not_happen',
  'in the 1:1': 'folded_into_one_on_one',
};
const attendanceCells: Readonly<Record<string, readonly boolean[]>> = {
  'long enough': [true],
  none: [false],
  either: [true, false],
};
const dueWords = { 'full interval': 'full', 'half interval': 'half', 'needs a date now': 'now' } as const;

const endsAt = at('2027-01-25T10:00:00Z');
const windowEndsAt = confirmationWindowEnd({ endsAt, policy: aPolicy() });

const everything = words.flatMap((report) =>
  words.flatMap((manager) => [true, false].map((attended) => ({ report, manager, attended }))),
);

describe('the published table of outcomes', () => {
  test.each(everything)('has one row for: report $report, manager $manager, attendance $attended', (given) => {
    const matching = rows.filter(
      ({ report, manager, attendance }) =>
        report.includes(given.report) &&
        manager.includes(given.manager) &&
        attendanceCells[attendance.trim()]?.includes(given.attended),
    );
    expect(matching).toHaveLength(1);
    const [row] = matching;
    const evidence: Evidence[] = given.attended ? [anAttendance()] : [];
    for (const side of ['report', 'manager'] as const) {
      const word = given[side];
      if (word !== 'silent') evidence.push(anAnswer({ side, kind: kindOf[word] }));
    }
    const [state, grade] = row!.seen.replaceAll(/[`()]/g, '').trim().split(' ');
    const nextDue = dueWords[row!.due as keyof typeof dueWords];
    expect(decideOutcome({ evidence, now: windowEndsAt, windowEndsAt })).toEqual({ state, grade, nextDue });

    const inTheWindow = decideOutcome({ evidence, now: endsAt.add({ hours: 30 }), windowEndsAt });
    expect(['at once', 'at the window’s end']).toContain(row!.when);
    expect(inTheWindow.state === 'wait' ? 'at the window’s end' : 'at once').toBe(row!.when);
  });

  test('has no row that nothing leads to', () => {
    expect(rows).toHaveLength(6);
  });
});
