import type { StateRefusal } from '@throughline/app/change-organization-state.ts';
import { findLaunchTarget } from '@throughline/app/find-launch-target.ts';
import { findPeople } from '@throughline/app/find-people.ts';
import { launchOrganization, type LaunchTarget } from '@throughline/app/launch-organization.ts';
import { launchPage } from '@throughline/app/launch-page.ts';
import { launchReviewOf } from '@throughline/app/launch-review-json.ts';
import { pauseOrganization } from '@throughline/app/pause-organization.ts';
import { resumeOrganization } from '@throughline/app/resume-organization.ts';
import { reviewLaunch } from '@throughline/app/review-launch.ts';
import { withdrawOrganization } from '@throughline/app/withdraw-organization.ts';
import {
  launchAudience,
  launchChanged,
  launchResponse,
  launchReviewResponse,
  sponsorQuery,
  sponsorsResponse,
  withdrawRequest,
  type LaunchAudience,
  type LaunchChanged,
} from '@throughline/contracts/pages/launch.ts';
import type { FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';
import { announcementRoutes } from './announcement.ts';

const access = { kind: 'roles', anyOf: ['hr', 'administrator'] } as const;

const refusals: Readonly<Record<StateRefusal['reason'], string>> = {
  unknown_organization: 'The organisation is gone.',
  already_live: 'It is live for everyone already.',
  paused: 'It is paused. Resume first.',
  not_paused: 'It is not paused.',
  already_paused: 'It is paused already.',
};

/** What a launch would come to, and the launch itself, for those who look after Throughline. */
export function launchRoutes(app: App, { context, ...rest }: RouteContext): void {
  const config = { access } as const;
  const hide = { hide: true } as const;
  const changed = { ...hide, response: { 200: launchChanged } } as const;

  app.get('/api/launch', { config, schema: { ...hide, response: { 200: launchResponse } } }, async (request) =>
    launchPage(context, viewerOf(request)),
  );

  app.get(
    '/api/launch/review',
    { config, schema: { ...hide, querystring: launchAudience, response: { 200: launchReviewResponse } } },
    async (request) => {
      const { organizationId } = viewerOf(request);
      const target = await targetOf(request, request.query);
      return launchReviewOf(orRefuse(await reviewLaunch(context, { organizationId, target })));
    },
  );

  app.get(
    '/api/launch/people',
    { config, schema: { ...hide, querystring: sponsorQuery, response: { 200: sponsorsResponse } } },
    async (request) => {
      const { organizationId } = viewerOf(request);
      const people = await findPeople(context, { organizationId, ...request.query });
      return { people: people.map(({ displayName, workEmail }) => ({ displayName, workEmail })) };
    },
  );

  app.post('/api/launch', { config, schema: { ...changed, body: launchAudience } }, async (request) => {
    const target = await targetOf(request, request.body);
    const { announcedTo } = orRefuse(await launchOrganization(context, { ...doneBy(request), target }));
    const begun = target.kind === 'pilot' ? 'The pilot has begun.' : 'It is launched for everyone.';
    return answer(request, announcedTo === 0 ? begun : `${begun} The announcement goes to ${peopleText(announcedTo)}.`);
  });

  app.post('/api/launch/pause', { config, schema: changed }, async (request) => {
    orRefuse(await pauseOrganization(context, doneBy(request)));
    return answer(request, 'It is paused. What is in calendars stays there.');
  });

  app.post('/api/launch/resume', { config, schema: changed }, async (request) => {
    orRefuse(await resumeOrganization(context, doneBy(request)));
    return answer(request, 'It goes on from where it stood.');
  });

  app.post('/api/launch/withdraw', { config, schema: { ...changed, body: withdrawRequest } }, async (request) => {
    const { name } = await launchPage(context, viewerOf(request));
    if (request.body.name.trim() !== name.trim()) {
      throw new ProblemError({ name: 'conflict', detail: `Nothing was taken back: the name is not ${name}.` });
    }
    const { cancelledEvents } = orRefuse(await withdrawOrganization(context, doneBy(request)));
    return answer(request, `The launch is taken back. Events to be cancelled: ${cancelledEvents}.`);
  });

  announcementRoutes(app, { context, ...rest });

  async function targetOf(request: FastifyRequest, audience: LaunchAudience): Promise<LaunchTarget> {
    const { organizationId } = viewerOf(request);
    if (audience.kind !== 'everyone' && audience.value.trim() === '')
      throw new ProblemError({ name: 'conflict', detail: 'Say whom the pilot is for.' });
    const target = await findLaunchTarget(context, { organizationId, audience });
    if (target !== null) return target;
    throw new ProblemError({ name: 'conflict', detail: `Nobody here has the address ${audience.value}.` });
  }

  async function answer(request: FastifyRequest, notice: string): Promise<LaunchChanged> {
    return { notice, page: await launchPage(context, viewerOf(request)) };
  }
}

function doneBy(request: FastifyRequest) {
  const { organizationId, person } = viewerOf(request);
  return { organizationId, actor: { kind: 'person', id: person.id } } as const;
}

function orRefuse<T extends { readonly kind: string }>(outcome: T | StateRefusal): Exclude<T, StateRefusal> {
  if (isRefusal(outcome)) throw new ProblemError({ name: 'conflict', detail: refusals[outcome.reason] });
  return outcome as Exclude<T, StateRefusal>;
}

function isRefusal(outcome: { readonly kind: string }): outcome is StateRefusal {
  return outcome.kind === 'refused';
}

function peopleText(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}
