import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day } from '../../testing/builders.ts';
import { chosenColumns } from './chosen-columns.ts';
import { datesOfColumn, readDate } from './date-order.ts';
import { decodeFile } from './decode-file.ts';
import { detectColumns } from './detect-columns.ts';
import { findByName } from './find-by-name.ts';
import { isMassLeaving } from '../mass-leaving.ts';
import { rowReader } from './read-row.ts';
import { separatorOf } from './separator.ts';
import { settleDates } from './settle-dates.ts';
import { statusOfWord } from './status-word.ts';
import { isUnneeded } from './unneeded-column.ts';

const text = 'Vorname;Straße\r\nZoë;Größe';
const utf16 = (little: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return little ? bytes : bytes.swap16();
};

describe('a file is read whatever wrote it', () => {
  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(true)])],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(false)])],
    ['utf-16le', utf16(true)],
    ['utf-16be', utf16(false)],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ])('%s', (encoding, bytes) => {
    expect(decodeFile(bytes)).toEqual({ kind: 'text', encoding, text });
  });

  test('a workbook, a PDF and a picture are told what they are', () => {
    const why = (...bytes: number[]) => JSON.stringify(decodeFile(new Uint8Array(bytes)));
    expect(why(0x50, 0x4b, 3, 4)).toContain('Save it as CSV');
    expect(why(0x25, 0x50, 0x44, 0x46)).toContain('Export it as CSV');
    expect(why(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1)).toContain('is not text');
  });

  test('any text comes back as it was written, in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (written) => {
        fc.pre(!written.includes('\0') && !/^[\uFEFFP%Ð]/.test(written));
        expect(decodeFile(Buffer.from(written))).toMatchObject({ text: written });
      }),
    );
  });

  test('cells are told apart by what the headings have most of, outside quotes', () => {
    expect(separatorOf('a,b;c,d\n1;2;3;4;5')).toBe(',');
    expect(separatorOf('"Last, first";mail;"a,b,c"\n')).toBe(';');
    expect(separatorOf('a\tb\tc,d')).toBe('\t');
    expect(separatorOf('work_email')).toBe(',');
    expect(separatorOf('sep\nwork_email;first_name;last_name')).toBe(';');
  });
});

describe('days', () => {
  test('every way of writing a day is read back as that day', () => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    const two = (number: number) => String(number).padStart(2, '0');
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }),
        (date) => {
          const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
          const expected = `${y}-${two(m)}-${two(d)}`;
          const read = (written: string, order: 'day_first' | 'month_first' | null = null) =>
            readDate({ text: written, order })?.toString();
          for (const written of [
            expected,
            `${expected}-07:00`,
            `${expected}T00:00:00`,
            `${y}/${m}/${d}`,
            `${two(d)}.${two(m)}.${y}`,
            `${d} ${months[m - 1]} ${y}`,
            `${two(d)}-${months[m - 1]}-${y}`,
            `${months[m - 1]} ${d}, ${y}`,
          ])
            expect([written, read(written)]).toEqual([written, expected]);
          expect(read(`${two(d)}/${two(m)}/${y}`, 'day_first')).toBe(expected);
          expect(read(`${m}/${d}/${y}`, 'month_first')).toBe(expected);
        },
      ),
    );
  });

  test.each(['2027-02-30', '31.04.2027', '1/1/27', '45321', 'soon', '2027-13-01', '0001-01-01'])(
    '%s is no day',
    (written) => {
      expect(readDate({ text: written, order: 'day_first' })).toBeNull();
    },
  );

  test('a column settles which number is the day, and one that does not is asked about', () => {
    expect(datesOfColumn(['03/04/2021', '25/12/2020', ''])).toEqual({ kind: 'settled', order: 'day_first' });
    expect(datesOfColumn(['03/04/2021', '12/25/2020'])).toEqual({ kind: 'settled', order: 'month_first' });
    expect(datesOfColumn(['05/05/2021', '2021-03-04', '03.04.2021'])).toEqual({ kind: 'settled', order: null });
    expect(datesOfColumn(['05/05/2021', '03/04/2021'])).toEqual({ kind: 'ambiguous', example: '03/04/2021' });
    expect(datesOfColumn(['25/12/2020', '12/25/2020']).kind).toBe('mixed');
  });

  test('the question names the column, and an answer settles it', () => {
    const given = {
      columns: [{ header: 'Hire date', field: 'start_date' as const }],
      valuesOf: () => ['03/04/2021'],
    };
    expect(settleDates({ ...given, answer: null }).questions).toMatchObject([
      { column: 'Hire date', detail: expect.stringContaining('03/04/2021: is the day first, or the month?') },
    ]);
    const settled = settleDates({ ...given, answer: 'month_first' });
    expect([settled.questions, settled.orderOf.get('start_date')]).toEqual([[], 'month_first']);
  });
});

describe('columns', () => {
  test('what nobody needs to know has no field, and none can be given to it', () => {
    const headers = ['Work Email', 'First name', 'Last name', 'Base salary', 'Geburtsdatum', 'Gender', 'Shoe size'];
    expect(detectColumns(headers).columns.map(({ field }) => field)).toEqual([
      'work_email',
      'first_name',
      'last_name',
      null,
      null,
      null,
      null,
    ]);
    const { troubles } = chosenColumns({ headers, choice: { 'Base salary': 'level', 'Shoe size': 'level' } });
    expect(troubles).toContainEqual({
      column: 'Base salary',
      detail: 'is something Throughline never reads or stores',
    });
    for (const heading of [
      'Date of Birth',
      'birthDate',
      'Pay rate',
      'SSN',
      'Marital status',
      'Steuer-ID',
      'Ethnicity',
      'IBAN',
    ])
      expect([heading, isUnneeded(heading)]).toEqual([heading, true]);
    for (const heading of [
      'Department',
      'Manager',
      'Last career conversation',
      'Country',
      'Pay Island office'.slice(11),
    ])
      expect([heading, isUnneeded(heading)]).toEqual([heading, false]);
  });

  test('a choice takes a field from the column it was found in, and leaves a column out', () => {
    const headers = ['Email', 'Private-looking mail', 'Given name', 'Surname', 'Team'];
    const { columns, troubles } = chosenColumns({
      headers,
      choice: { 'private-looking mail': 'work_email', Team: null },
    });
    expect(columns.map(({ field }) => field)).toEqual([null, 'work_email', 'first_name', 'last_name', null]);
    expect(troubles).toEqual([]);
  });

  test('a file without addresses or names, and a choice of no column, are told what is missing', () => {
    const { troubles } = chosenColumns({ headers: ['Team', 'Level'], choice: { Nowhere: 'level' } });
    expect(troubles.map(({ detail }) => detail).join(' ')).toMatch(
      /no column of this file.*No column holds work addresses.*No columns hold names/,
    );
  });
});

test('status words of the four systems are understood, and others are asked about', () => {
  const words = {
    active: ['Active', 'Full-Time', 'On Leave', 'Employed', 'aktiv', '1', 'Yes', 'Garden leave'],
    inactive: ['Inactive', 'Terminated', 'Leaver', 'No', '0', 'inaktiv', 'Former employee'],
    pending: ['Onboarding', 'Hired', 'Pre-hire', 'pending'],
  } as const;
  for (const [status, written] of Object.entries(words))
    for (const word of written) expect([word, statusOfWord(word)]).toEqual([word, status]);
  expect(statusOfWord('Purple')).toBeNull();
});

test('a row says what is wrong by column, without repeating what stands there', () => {
  const columns = detectColumns([
    'Email',
    'First name',
    'Last name',
    'Hire date',
    'Status',
    'Last day of work',
    'Country',
  ]).columns;
  const read = rowReader({ columns, orderOf: new Map(), today: day('2026-11-02') });
  const wrong = read(['nobody', '', 'Ruiz', '2026-13-01', 'Purple', '', 'Atlantis', 'extra'], 7);
  expect(wrong).toEqual({
    kind: 'wrong',
    line: 7,
    about: { externalId: null, workEmail: null },
    errors: [
      { column: '', detail: 'has more cells than there are headings' },
      { column: 'Email', detail: 'is not a mail address' },
      { column: 'First name', detail: 'is empty' },
      { column: 'Country', detail: 'is no country: expected a name or a code like DE' },
      { column: 'Status', detail: 'is no known status: expected active, pending or inactive' },
      { column: 'Hire date', detail: 'is no day: expected one like 2027-03-31' },
    ],
  });
  expect(JSON.stringify(wrong)).not.toMatch(/Purple|Atlantis|nobody/);
});

test('a manager is found by name where one person bears it, and never guessed', () => {
  const person = (name: string, workEmail: string) => {
    const [givenName = '', familyName = ''] = name.split(' ');
    return { givenName, familyName, displayName: undefined, workEmail };
  };
  const find = findByName([
    person('Zoë Braun', 'zoe@x.example'),
    person('Ana Ruiz', 'a1@x.example'),
    person('Ana Ruiz', 'a2@x.example'),
  ]);
  for (const written of ['Zoë Braun', 'zoe braun', 'Braun, Zoe', 'Zoë Braun (On Leave)'])
    expect(find(written)).toEqual({ kind: 'one', workEmail: 'zoe@x.example' });
  expect([find('Ana Ruiz').kind, find('Nobody').kind]).toEqual(['several', 'none']);
});

test('more than a tenth leaving is a mass leaving; a tenth is not', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (leaving, present) => {
      expect(isMassLeaving({ leaving, present })).toBe(leaving / present > 0.1);
    }),
  );
  expect([10, 11].map((leaving) => isMassLeaving({ leaving, present: 100 }))).toEqual([false, true]);
});

test('no row whatever makes the reader fail', () => {
  const columns = detectColumns([
    'Worker',
    'Work Email',
    'Manager',
    'Hire Date',
    'Department',
    'Country',
    'Time zone',
    'Status',
  ]).columns;
  const read = rowReader({ columns, orderOf: new Map(), today: day('2026-11-02') });
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 12 }), fc.nat(), (cells, line) => {
      expect(['read', 'wrong']).toContain(read(cells, line).kind);
    }),
  );
});
