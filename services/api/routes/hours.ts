import { readOwnHours, setOwnHours } from '@throughline/app/own-hours.ts';
import { hoursResponse, setHoursRequest } from '@throughline/contracts/pages/hours.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

/** One's own working hours and zone: nobody reads or sets another person's here. */
export function hoursRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'signed_in' } } as const;
  const schema = { hide: true, response: { 200: hoursResponse } } as const;

  app.get('/api/hours', { config, schema }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    return readOwnHours(context, { organizationId, personId: person.id });
  });

  app.put('/api/hours', { config, schema: { ...schema, body: setHoursRequest } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const set = await setOwnHours(context, { organizationId, personId: person.id, ...request.body });
    if (set === 'unknown_zone') {
      throw new ProblemError({ name: 'invalid_request', detail: 'That is no time zone like Europe/Berlin.' });
    }
    return set;
  });
}
