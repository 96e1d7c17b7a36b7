import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { day } from '@throughline/domain/testing/builders.ts';
import type { StatedRow } from '@throughline/domain/people/import/stated-row.ts';
import { readImportFile, type ReadingChoice } from './read-import-file.ts';

const today = day('2026-11-02');
const read = (text: string | Buffer, choice: ReadingChoice = {}) =>
  readImportFile({ bytes: Buffer.from(text as string), choice, today });

async function rowsOf(system: string) {
  const file = await read(await readFile(new URL(`testing/exports/${system}.csv`, import.meta.url)));
  if (file.kind === 'refused') throw new Error(JSON.stringify(file.troubles));
  expect(file.system).toBe(system);
  return file.rows.map((row) => {
    if (row.kind === 'wrong') throw new Error(JSON.stringify(row));
    return row.row;
  });
}
const about = ({
  externalId,
  givenName,
  familyName,
  workEmail,
  manager,
  startDate,
  endDate,
  status,
  timeZone,
}: StatedRow) => [
  externalId,
  givenName,
  familyName,
  workEmail,
  manager && manager.value,
  startDate,
  endDate,
  status,
  timeZone ?? null,
];

test('an export of BambooHR is read by its ids, American days and names with commas included', async () => {
  expect((await rowsOf('bamboohr')).map(about)).toEqual([
    ['40', 'Grace', 'Okafor', 'grace.okafor@acme.example', null, '2016-01-04', null, 'active', 'America/Denver'],
    ['41', 'Ben', 'Vogt', 'ben.vogt@acme.example', '40', '2018-03-15', null, 'active', 'America/Denver'],
    ['42', 'Ana', 'Ruiz, PhD', 'ana.ruiz@acme.example', '41', '2020-11-02', null, 'active', 'America/Phoenix'],
    [
      '43',
      'Olga',
      'Sidorova',
      'olga.sidorova@acme.example',
      '41',
      '2019-12-30',
      '2021-06-30',
      'inactive',
      'America/Denver',
    ],
  ]);
});

test('an export of Personio is read with its mark, semicolons and German days; nobody is on leave in it', async () => {
  const rows = await rowsOf('personio');
  expect(rows.map(about)).toEqual([
    ['501', 'Jörg', 'Weiß', 'joerg.weiss@acme.example', null, '2015-04-01', null, 'active', null],
    ['502', 'Zoë', 'Braun', 'zoe.braun@acme.example', '501', '2019-09-15', null, 'active', null],
    ['503', 'Łukasz', 'Nowak', 'lukasz.nowak@acme.example', '502', '2027-02-01', null, 'pending', null],
    ['504', 'Änne', 'Müller-Lüdenscheidt', 'aenne.mueller@acme.example', '502', '2021-10-01', null, 'active', null],
  ]);
  expect(rows[1]?.groups).toEqual(['2000', 'Berlin', 'Plattform', 'Produkt']);
});

test('an export of HiBob is read by addresses', async () => {
  const rows = await rowsOf('hibob');
  expect(rows.map(about)).toEqual([
    ['7001', 'Noor', 'Haddad', 'noor.haddad@acme.example', null, '2019-01-14', null, 'active', null],
    [
      '7002',
      'Tom',
      "O'Brien",
      'tom.obrien@acme.example',
      'noor.haddad@acme.example',
      '2020-02-03',
      null,
      'active',
      null,
    ],
    ['7003', 'Priya', 'Nair', 'priya.nair@acme.example', 'tom.obrien@acme.example', '2021-06-07', null, 'active', null],
    [
      '7004',
      'Sam',
      'Lee',
      'sam.lee@acme.example',
      'tom.obrien@acme.example',
      '2020-09-01',
      '2024-04-30',
      'inactive',
      null,
    ],
  ]);
});

test('an export of Workday is read with its offsets behind days, and who is on leave is not told', async () => {
  const rows = await rowsOf('workday');
  expect(rows.map(about)).toEqual([
    ['21001', 'Maria', 'Costa', 'maria.costa@acme.example', null, '2012-03-01', null, 'active', 'Europe/Lisbon'],
    ['21002', 'Kenji', 'Sato', 'kenji.sato@acme.example', '21001', '2017-05-15', null, 'active', 'Asia/Tokyo'],
    ['21003', 'Lea', 'Simon', 'lea.simon@acme.example', '21002', '2022-11-07', null, 'active', 'Europe/Lisbon'],
    [
      '21004',
      'Omar',
      'Aziz',
      'omar.aziz@acme.example',
      '21002',
      '2019-01-07',
      '2023-02-28',
      'inactive',
      'Europe/Lisbon',
    ],
  ]);
  expect(rows[1]?.displayName).toBe('Kenji Sato');
  expect(rows[1]?.level).toBe('4 Director');
});

test('salary, birth date and gender end with the file', async () => {
  for (const system of ['bamboohr', 'personio', 'hibob', 'workday']) {
    const rows = JSON.stringify(await rowsOf(system));
    expect(rows).not.toMatch(/male|310000|120000|£|180000|1974|1969|1979-09|1995-04|02\/03\/1979/i);
  }
});

test('days nobody can tell apart are asked about, by column, and an answer settles it', async () => {
  const file = 'Email,First name,Last name,Start date\nana@x.example,Ana,Ruiz,03/04/2021\n';
  expect(await read(file)).toMatchObject({
    kind: 'refused',
    troubles: [{ column: 'Start date', detail: expect.stringContaining('is the day first, or the month?') }],
  });
  const start = async (dateOrder: 'day_first' | 'month_first') => {
    const answered = await read(file, { dateOrder });
    return answered.kind === 'read' && answered.rows[0]?.kind === 'read' && answered.rows[0].row.startDate;
  };
  expect([await start('day_first'), await start('month_first')]).toEqual(['2021-04-03', '2021-03-04']);
});

test('what is no table of people is refused in a sentence, and never repeated', async () => {
  for (const [file, why] of [
    ['', 'holds no people'],
    ['Email,First name,Last name\n', 'holds no people'],
    ['Secret-canary,b\n1,2', 'No column holds work addresses'],
    ['Email,First name,Last name\nana@x.example,"Ana,canary\n', 'quotes of the file are broken'],
    ['PK\u0003\u0004canary', 'Save it as CSV'],
  ] as const) {
    const refused = await read(file);
    expect(refused).toMatchObject({ kind: 'refused' });
    const said = JSON.stringify(refused.kind === 'refused' && refused.troubles);
    expect(said).toContain(why);
    expect(said).not.toContain('canary');
  }
});

test('rows come back by line, cells over several lines and empty ones included', async () => {
  const file = 'Email;First name;Last name\n\nana@x.example;"Ana\nMaria";Ruiz\n;;\nnobody;Ben;Vogt\n';
  const found = await read(file);
  expect(found.kind === 'read' && found.rows).toEqual([
    { kind: 'read', row: expect.objectContaining({ line: 4, givenName: 'Ana Maria' }) },
    {
      kind: 'wrong',
      line: 6,
      about: { externalId: null, workEmail: null },
      errors: [{ column: 'Email', detail: 'is not a mail address' }],
    },
  ]);
});

test('whatever people are called comes back, in every way of writing a table', async () => {
  const cell = (value: string, separator: string) =>
    /["\n\r]/.test(value) || value.includes(separator) ? `"${value.replaceAll('"', '""')}"` : value;
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => text.replaceAll(/\p{Cc}/gu, 'x').trim())
    .filter((text) => text !== '');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      async (names, separator, end) => {
        const lines = names.map(([given, family], at) =>
          [`p${at}@x.example`, given, family].map((value) => cell(value, separator)).join(separator),
        );
        const found = await read([['Email', 'First name', 'Last name'].join(separator), ...lines].join(end));
        expect(
          found.kind === 'read' &&
            found.rows.map((row) => row.kind === 'read' && [row.row.givenName, row.row.familyName]),
        ).toEqual(names);
      },
    ),
    { numRuns: 50 },
  );
});

test('a large file lets others have their turn', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `p${at}@x.example,Ana,Ruiz ${at},2020-01-01`);
  let turns = 0;
  const others = setInterval(() => (turns += 1), 1);
  const found = await read(`Email,First name,Last name,Start date\n${rows.join('\n')}`);
  clearInterval(others);
  expect(found.kind === 'read' && found.rows.length).toBe(20_000);
  expect(turns).toBeGreaterThan(5);
});
