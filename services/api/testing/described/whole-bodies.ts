import type { TestClock } from '@throughline/testing/test-clock.ts';
import type { Office } from '../an-office.ts';
import type { Operation } from './described-operations.ts';

/** Taken of a file alone that a worker has looked at and that waits: asked in `generated-approvals.test.ts`. */
export const takenOnce: ReadonlySet<string> = new Set(['POST /v1/imports/{id}/approve']);

/**
 * What may be sent where rules between fields, or about what is there already, stand in no schema: a fresh body each time.
 * Undefined for operations whose schema says enough.
 */
export function wholeBodies({
  office,
  clock,
}: {
  office: Office;
  clock: Pick<TestClock, 'now'>;
}): (operation: Operation) => unknown {
  let made = 0;
  const people = Object.values(office.people);
  const inDays = (days: number) => clock.now().toZonedDateTimeISO('UTC').toPlainDate().add({ days }).toString();
  const policy = () => ({
    key: `design-${made}`,
    name: 'Design',
    audience: { kind: 'person', employee: office.report.id },
    rules: { interval_days: 120 },
  });
  const bodies: Readonly<Record<string, () => unknown>> = {
    'POST /v1/exemptions': () => ({
      employee: people[made % people.length]?.id,
      category: 'secondment',
      start_date: inDays(40 + 5 * made),
      end_date: inDays(42 + 5 * made),
      author: office.people.hr.id,
    }),
    'PATCH /v1/exemptions/{id}': () => ({ end_date: inDays(30 + made) }),
    'POST /v1/policies': () => ({ ...policy(), note: 'A start' }),
    'POST /v1/policies/preview': () => ({ ...policy(), weeks: 4 }),
  };
  return ({ title }) => {
    made += 1;
    return bodies[title]?.();
  };
}
