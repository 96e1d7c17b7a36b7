import { coverageCsv } from '@throughline/app/coverage-csv.ts';
import { createApiKey } from '@throughline/app/create-api-key.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { sendWeeklyDigest } from '@throughline/app/send-weekly-digest.ts';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { digestStore } from '@throughline/db/digest-store.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { expect, test } from 'vitest';
import { apiContext } from './testing/api-context.ts';
import { aRandomOrganisation } from './testing/a-random-organisation.ts';
import { recountInSql } from './testing/recount-in-sql.ts';

const { app, context } = await apiContext();
context.clock.set('2027-03-01T10:00:00Z');
const now = context.clock.now().toString();

test.each(Array.from({ length: 10 }, (_, index) => index + 1))(
  'mail, dashboard, REST and CSV give what SQL counts in random organisation %i',
  async (seed) => {
    const company = await aRandomOrganisation({ context, seed });
    const organizationId = company.organization.id;
    await sendWeeklyDigest(context, { organizationId });
    const actor = { kind: 'operator' } as const;
    const { key } = await createApiKey(context, { organizationId, name: 'BI', scopes: ['reports:read'], actor });
    const headers = { authorization: `Bearer ${key}` };
    const report = (await app.inject({ url: '/v1/reports/coverage', headers })).json<CoverageReport>();
    const csv = await app.inject({ url: '/v1/reports/coverage', headers: { ...headers, accept: 'text/csv' } });
    const session = { organizationId, personId: company.hr.id, method: 'mailed_link' } as const;
    const { token } = await openSession(context, session);
    const cookie = `__Host-throughline_session=${token}`;
    expect(csv.body).toBe(coverageCsv(report));
    for (const row of report.rows) {
      const url = `/api/coverage?${new URLSearchParams({ unit: row.unit })}`;
      const dashboard = (await app.inject({ url, headers: { cookie } })).json<CoverageDashboard>();
      expect(dashboard.unit).toMatchObject(row);
    }

    const lines = tableOf(csv.body);
    await asSession(context.adminUrl, async (client) => {
      for (const line of lines) {
        const { unit = '', hidden_because: hidden } = line;
        const { managers, ...counted } = await recountInSql({ client, organizationId, unit, on: '2027-03-01', now });
        if (hidden !== '') {
          if (unit === 'everyone') expect(counted['current_of']).toBeLessThan(5);
          continue;
        }
        expect(counted['current_of'], unit).toBeGreaterThanOrEqual(5);
        expect(managers, unit).toBeGreaterThanOrEqual(3);
        const shown = Object.fromEntries(Object.keys(counted).map((figure) => [figure, numberOf(line[figure])]));
        // Where too few left, nothing is said of those who did.
        const leavers = shown['leavers_without_of'] === null ? { leavers_without: null, leavers_without_of: null } : {};
        expect({ unit, ...shown }).toEqual({ unit, ...counted, ...leavers });
      }
    });
    expect(lines.filter(({ hidden_because: hidden }) => hidden === '').length).toBeGreaterThan(2);

    const [mailed] = await context.db.inOrganization(organizationId, (tx) =>
      digestStore(tx).allOf({ recipientId: company.hr.id, limit: 1 }),
    );
    const everyone = report.rows.find(({ unit }) => unit === 'everyone')?.numbers;
    expect(mailed?.digest.figures).toMatchObject({
      headline: { kind: 'current', ...everyone!.current },
      bookedAhead: everyone!.booked_ahead,
      dueWithoutDate: everyone!.due_without_a_date,
      held: everyone!.held,
      proactive: everyone!.proactive,
      medianLeadDays: everyone!.median_lead_days,
      moves: everyone!.moves,
    });
  },
);

function numberOf(cell: string | undefined): number | null {
  return cell === undefined || cell === '' ? null : Number(cell);
}

/** By header. A name in quotes may hold commas; none here holds a line's end. */
function tableOf(csv: string): readonly Record<string, string>[] {
  const [header = [], ...lines] = csv
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)].map((cell) => textOf(cell[1] ?? cell[2])),
    );
  return lines.map((line) => Object.fromEntries(header.map((name, place) => [name, line[place] ?? ''])));
}

/** Without quotes doubled and without the apostrophe that keeps a spreadsheet from computing it. */
function textOf(cell = ''): string {
  return cell.replaceAll('""', '"').replace(/^'(?==)/, '');
}
