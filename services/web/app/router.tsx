import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { suggestedAnswers } from '@throughline/contracts/pages/answers.ts';
import { calendarProvider, consentResults } from '@throughline/contracts/pages/calendars.ts';
import { connectionResults } from '@throughline/contracts/pages/connection.ts';
import { importResults } from '@throughline/contracts/v1/imports.ts';
import { z } from 'zod';
import { AgendaPage } from '../pages/agenda-page.tsx';
import { AllowCalendarsPage } from '../pages/allow-calendars-page.tsx';
import { ApiKeysPage } from '../pages/api-keys-page.tsx';
import { CalendarsPage } from '../pages/calendars-page.tsx';
import { ConfirmPage } from '../pages/confirm-page.tsx';
import { ConnectPage } from '../pages/connect-page.tsx';
import { ConversationPage } from '../pages/conversation-page.tsx';
import { ConversationsPage } from '../pages/conversations-page.tsx';
import { CoveragePage } from '../pages/coverage-page.tsx';
import { DigestPage } from '../pages/digest-page.tsx';
import { ErrorPage } from '../pages/error-page.tsx';
import { ExemptionsPage } from '../pages/exemptions-page.tsx';
import { HandoverPage } from '../pages/handover-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { ImportPage } from '../pages/import-page.tsx';
import { ImportsPage } from '../pages/imports-page.tsx';
import { HoursPage } from '../pages/hours-page.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { PeopleSourcesPage } from '../pages/people-sources-page.tsx';
import { PlanPage } from '../pages/plan-page.tsx';
import { SignInLinkPage } from '../pages/sign-in-link-page.tsx';
import { SignInPage } from '../pages/sign-in-page.tsx';
import { StopMailsPage } from '../pages/stop-mails-page.tsx';
import { TimesPage } from '../pages/times-page.tsx';
import { WebhooksPage } from '../pages/webhooks-page.tsx';
import { Shell } from './shell.tsx';

const withToken = z.object({ token: z.string().optional() });

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });
const parent = { getParentRoute: () => rootRoute } as const;

const routes = [
  createRoute({ ...parent, path: '/', component: HomePage }),
  createRoute({
    ...parent,
    path: '/conversations',
    component: ConversationsPage,
    validateSearch: z.object({
      scope: z.enum(['mine', 'my_reports', 'organization']).optional(),
      state: z.string().optional(),
      search: z.string().optional(),
    }),
  }),
  createRoute({ ...parent, path: '/conversations/$id', component: ConversationPage }),
  createRoute({ ...parent, path: '/conversations/$id/agenda', component: AgendaPage }),
  createRoute({ ...parent, path: '/conversations/$id/handover', component: HandoverPage }),
  createRoute({
    ...parent,
    path: '/coverage',
    component: CoveragePage,
    validateSearch: z.object({ week: z.string().optional() }),
  }),
  createRoute({
    ...parent,
    path: '/digest',
    component: DigestPage,
    validateSearch: z.object({ person: z.string().optional(), week: z.string().optional() }),
  }),
  createRoute({ ...parent, path: '/plan', component: PlanPage }),
  createRoute({ ...parent, path: '/hours', component: HoursPage }),
  createRoute({ ...parent, path: '/exemptions', component: ExemptionsPage }),
  createRoute({ ...parent, path: '/imports', component: ImportsPage }),
  createRoute({
    ...parent,
    path: '/imports/$id',
    component: ImportPage,
    validateSearch: z.object({ result: z.enum(importResults).optional().catch(undefined) }),
  }),
  createRoute({ ...parent, path: '/people-sources', component: PeopleSourcesPage }),
  createRoute({ ...parent, path: '/calendars', component: CalendarsPage }),
  createRoute({ ...parent, path: '/webhooks', component: WebhooksPage }),
  createRoute({ ...parent, path: '/api-keys', component: ApiKeysPage }),
  createRoute({
    ...parent,
    path: '/calendars/allow',
    component: AllowCalendarsPage,
    validateSearch: withToken.extend({ result: z.enum(consentResults).optional().catch('unknown_state') }),
  }),
  createRoute({
    ...parent,
    path: '/connect',
    component: ConnectPage,
    validateSearch: withToken.extend({
      result: z.enum(connectionResults).optional().catch('failed'),
      missing: z.string().optional(),
      expected: z.string().optional(),
      given: z.string().optional(),
      reason: z.string().optional(),
      administrator: calendarProvider.optional().catch(undefined),
    }),
  }),
  createRoute({
    ...parent,
    path: '/confirm',
    component: ConfirmPage,
    validateSearch: withToken.extend({ answer: z.enum(suggestedAnswers).optional().catch(undefined) }),
  }),
  createRoute({
    ...parent,
    path: '/times',
    component: TimesPage,
    validateSearch: withToken.extend({ conversation: z.string().optional(), pick: z.string().optional() }),
  }),
  createRoute({ ...parent, path: '/mails/stop', component: StopMailsPage, validateSearch: withToken }),
  createRoute({ ...parent, path: '/sign-in/link', component: SignInLinkPage, validateSearch: withToken }),
  createRoute({
    ...parent,
    path: '/sign-in',
    component: SignInPage,
    validateSearch: z.object({ returnTo: z.string().optional(), problem: z.string().optional() }),
  }),
] as const;

export const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
