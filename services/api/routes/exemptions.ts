import { actingSentences } from '@throughline/app/acting-sentence.ts';
import { endActingManager } from '@throughline/app/end-acting-manager.ts';
import { exemptionSentence } from '@throughline/app/exemption-sentence.ts';
import { exemptionsPage } from '@throughline/app/exemptions-page.ts';
import { findPeople } from '@throughline/app/find-people.ts';
import { liftExemption } from '@throughline/app/lift-exemption.ts';
import { nameActingManager } from '@throughline/app/name-acting-manager.ts';
import { renewExemption } from '@throughline/app/renew-exemption.ts';
import { stateExemption } from '@throughline/app/state-exemption.ts';
import {
  exemptionsResponse,
  findPeopleQuery,
  findPeopleResponse,
  nameActingRequest,
  renewExemptionRequest,
  stateExemptionRequest,
} from '@throughline/contracts/pages/exemptions.ts';
import { z } from 'zod';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const params = z.object({ id: z.uuid() });
const dayOf = (text: string | null) => text && Temporal.PlainDate.from(text);

/** For HR alone, administrators not included: a hold is known to nobody else. */
export function exemptionRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'roles', anyOf: ['hr'] } } as const;
  const schema = { hide: true, response: { 200: exemptionsResponse } } as const;

  app.get('/api/exemptions', { config, schema }, async (request) => exemptionsPage(context, viewerOf(request)));

  app.get(
    '/api/exemptions/people',
    { config, schema: { hide: true, querystring: findPeopleQuery, response: { 200: findPeopleResponse } } },
    async (request) => {
      const { organizationId } = viewerOf(request);
      const people = await findPeople(context, { organizationId, ...request.query });
      return { people: people.map(({ displayName, workEmail }) => ({ displayName, workEmail })) };
    },
  );

  app.post('/api/exemptions', { config, schema: { ...schema, body: stateExemptionRequest } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const { startsOn, endsOn, workEmail, category } = request.body;
    const stated = await stateExemption(context, {
      organizationId,
      person: { workEmail },
      category,
      startsOn: dayOf(startsOn) || null,
      endsOn: Temporal.PlainDate.from(endsOn),
      author: person,
      actor: { kind: 'person', id: person.id },
    });
    if (stated.kind === 'refused') throw new ProblemError({ name: 'conflict', detail: exemptionSentence(stated) });
    return exemptionsPage(context, { organizationId });
  });

  app.put(
    '/api/exemptions/:id',
    { config, schema: { ...schema, params, body: renewExemptionRequest } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const endsOn = Temporal.PlainDate.from(request.body.endsOn);
      const actor = { kind: 'person', id: person.id } as const;
      const renewed = await renewExemption(context, { organizationId, id: request.params.id, endsOn, actor });
      if (renewed.kind === 'refused' && renewed.reason === 'unknown') throw new ProblemError({ name: 'not_found' });
      if (renewed.kind === 'refused') throw new ProblemError({ name: 'conflict', detail: exemptionSentence(renewed) });
      return exemptionsPage(context, { organizationId });
    },
  );

  app.post('/api/exemptions/:id/lift', { config, schema: { ...schema, params } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const actor = { kind: 'person', id: person.id } as const;
    const outcome = await liftExemption(context, { organizationId, id: request.params.id, actor });
    if (outcome === 'unknown') throw new ProblemError({ name: 'not_found' });
    if (outcome === 'over_already') throw new ProblemError({ name: 'conflict', detail: 'It is over already.' });
    return exemptionsPage(context, { organizationId });
  });

  app.post('/api/acting-managers', { config, schema: { ...schema, body: nameActingRequest } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const { startsOn, endsOn, ...wanted } = request.body;
    const named = await nameActingManager(context, {
      organizationId,
      ...wanted,
      startsOn: dayOf(startsOn) || null,
      endsOn: Temporal.PlainDate.from(endsOn),
      authorEmail: person.workEmail,
      actor: { kind: 'person', id: person.id },
    });
    if (named.kind === 'refused') throw new ProblemError({ name: 'conflict', detail: actingSentences[named.reason] });
    return exemptionsPage(context, { organizationId });
  });

  app.post('/api/acting-managers/:id/end', { config, schema: { ...schema, params } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const actor = { kind: 'person', id: person.id } as const;
    const outcome = await endActingManager(context, { organizationId, id: request.params.id, actor });
    if (outcome === 'unknown') throw new ProblemError({ name: 'not_found' });
    if (outcome === 'over_already') throw new ProblemError({ name: 'conflict', detail: 'It is over already.' });
    return exemptionsPage(context, { organizationId });
  });
}
