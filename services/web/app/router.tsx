import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { suggestedAnswers } from '@throughline/contracts/pages/answers.ts';
import { calendarProvider, consentResults } from '@throughline/contracts/pages/calendars.ts';
import { connectionResults } from '@throughline/contracts/pages/connection.ts';
import { needsADateFilter } from '@throughline/contracts/pages/needs-a-date.ts';
import { importResults } from '@throughline/contracts/v1/imports.ts';
import { z } from 'zod';
import { coverageQuery } from '../coverage/coverage-query.ts';
import { coverageSearch } from '../coverage/coverage-search.ts';
import { AgendaPage } from '../pages/agenda-page.tsx';
import { AllowCalendarsPage } from '../pages/allow-calendars-page.tsx';
import { ApiKeysPage } from '../pages/api-keys-page.tsx';
import { CalendarsPage } from '../pages/calendars-page.tsx';
import { ConfirmPage } from '../pages/confirm-page.tsx';
import { ConnectPage } from '../pages/connect-page.tsx';
import { ConversationPage } from '../pages/conversation-page.tsx';
import { ConversationsPage } from '../pages/conversations-page.tsx';
import { DigestPage } from '../pages/digest-page.tsx';
import { ErrorPage } from '../pages/error-page.tsx';
import { EvidencePage } from '../pages/evidence-page.tsx';
import { ExemptionsPage } from '../pages/exemptions-page.tsx';
import { HandoverPage } from '../pages/handover-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { ImportPage } from '../pages/import-page.tsx';
import { ImportsPage } from '../pages/imports-page.tsx';
import { HoursPage } from '../pages/hours-page.tsx';
import { NeedsADatePage } from '../pages/needs-a-date-page.tsx';
import { LaunchPage } from '../pages/launch-page.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { PoliciesPage } from '../pages/policies-page.tsx';
import { PlanPage } from '../pages/plan-page.tsx';
import { SignInLinkPage } from '../pages/sign-in-link-page.tsx';
import { SignInPage } from '../pages/sign-in-page.tsx';
import { StopMailsPage } from '../pages/stop-mails-page.tsx';
import { TimesPage } from '../pages/times-page.tsx';
import { WebhooksPage } from '../pages/webhooks-page.tsx';
import { queryClient } from './query-client.ts';
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
  createRoute({
    ...parent,
    path: '/needs-a-date',
    component: NeedsADatePage,
    // A part nobody can read narrows nothing.
    validateSearch: z.object({
      reason: needsADateFilter.shape.reason.catch(undefined),
      group: needsADateFilter.shape.group.catch(undefined),
      manager: needsADateFilter.shape.manager.catch(undefined),
      search: needsADateFilter.shape.search.catch(undefined),
    }),
  }),
  createRoute({ ...parent, path: '/conversations/$id', component: ConversationPage }),
  createRoute({ ...parent, path: '/conversations/$id/agenda', component: AgendaPage }),
  createRoute({ ...parent, path: '/conversations/$id/handover', component: HandoverPage }),
  createRoute({
    ...parent,
    path: '/coverage',
    component: lazyRouteComponent(() => import('../pages/coverage-page.tsx'), 'CoveragePage'),
    validateSearch: coverageSearch,
    // Read while the page's code is on its way, and when somebody is about to go there.
    loaderDeps: ({ search }) => search,
    loader: ({ deps }) => void queryClient.prefetchQuery(coverageQuery(deps)),
  }),
  createRoute({
    ...parent,
    path: '/digest',
    component: DigestPage,
    validateSearch: z.object({ person: z.string().optional(), week: z.string().optional() }),
  }),
  createRoute({ ...parent, path: '/evidence', component: EvidencePage }),
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
  createRoute({
    ...parent,
    path: '/policies',
    component: PoliciesPage,
    validateSearch: z.object({ draft: z.string().optional() }),
  }),
  createRoute({ ...parent, path: '/calendars', component: CalendarsPage }),
  createRoute({ ...parent, path: '/launch', component: LaunchPage }),
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
