import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { suggestedAnswers } from '@throughline/contracts/pages/answers.ts';
import { calendarProvider, consentResults } from '@throughline/contracts/pages/calendars.ts';
import { connectionResults } from '@throughline/contracts/pages/connection.ts';
import { needsADateFilter } from '@throughline/contracts/pages/needs-a-date.ts';
import { importResults } from '@throughline/contracts/v1/imports.ts';
import { z } from 'zod';
import { coverageQuery } from '../coverage/coverage-query.ts';
import { coverageSearch } from '../coverage/coverage-search.ts';
import { ErrorPage } from '../pages/error-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
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
    component: lazyRouteComponent(() => import('../pages/conversations-page.tsx'), 'ConversationsPage'),
    validateSearch: z.object({
      scope: z.enum(['mine', 'my_reports', 'organization']).optional(),
      state: z.string().optional(),
      search: z.string().optional(),
    }),
  }),
  createRoute({
    ...parent,
    path: '/needs-a-date',
    component: lazyRouteComponent(() => import('../pages/needs-a-date-page.tsx'), 'NeedsADatePage'),
    // A part nobody can read narrows nothing.
    validateSearch: z.object({
      reason: needsADateFilter.shape.reason.catch(undefined),
      group: needsADateFilter.shape.group.catch(undefined),
      manager: needsADateFilter.shape.manager.catch(undefined),
      search: needsADateFilter.shape.search.catch(undefined),
    }),
  }),
  createRoute({
    ...parent,
    path: '/conversations/$id',
    component: lazyRouteComponent(() => import('../pages/conversation-page.tsx'), 'ConversationPage'),
  }),
  createRoute({
    ...parent,
    path: '/conversations/$id/agenda',
    component: lazyRouteComponent(() => import('../pages/agenda-page.tsx'), 'AgendaPage'),
  }),
  createRoute({
    ...parent,
    path: '/conversations/$id/handover',
    component: lazyRouteComponent(() => import('../pages/handover-page.tsx'), 'HandoverPage'),
  }),
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
    component: lazyRouteComponent(() => import('../pages/digest-page.tsx'), 'DigestPage'),
    validateSearch: z.object({ person: z.string().optional(), week: z.string().optional() }),
  }),
  createRoute({
    ...parent,
    path: '/evidence',
    component: lazyRouteComponent(() => import('../pages/evidence-page.tsx'), 'EvidencePage'),
  }),
  createRoute({
    ...parent,
    path: '/plan',
    component: lazyRouteComponent(() => import('../pages/plan-page.tsx'), 'PlanPage'),
  }),
  createRoute({
    ...parent,
    path: '/hours',
    component: lazyRouteComponent(() => import('../pages/hours-page.tsx'), 'HoursPage'),
  }),
  createRoute({
    ...parent,
    path: '/exemptions',
    component: lazyRouteComponent(() => import('../pages/exemptions-page.tsx'), 'ExemptionsPage'),
  }),
  createRoute({
    ...parent,
    path: '/imports',
    component: lazyRouteComponent(() => import('../pages/imports-page.tsx'), 'ImportsPage'),
  }),
  createRoute({
    ...parent,
    path: '/imports/$id',
    component: lazyRouteComponent(() => import('../pages/import-page.tsx'), 'ImportPage'),
    validateSearch: z.object({ result: z.enum(importResults).optional().catch(undefined) }),
  }),
  createRoute({
    ...parent,
    path: '/policies',
    component: lazyRouteComponent(() => import('../pages/policies-page.tsx'), 'PoliciesPage'),
    validateSearch: z.object({ draft: z.string().optional() }),
  }),
  createRoute({
    ...parent,
    path: '/calendars',
    component: lazyRouteComponent(() => import('../pages/calendars-page.tsx'), 'CalendarsPage'),
  }),
  createRoute({
    ...parent,
    path: '/launch',
    component: lazyRouteComponent(() => import('../pages/launch-page.tsx'), 'LaunchPage'),
  }),
  createRoute({
    ...parent,
    path: '/webhooks',
    component: lazyRouteComponent(() => import('../pages/webhooks-page.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    ...parent,
    path: '/api-keys',
    component: lazyRouteComponent(() => import('../pages/api-keys-page.tsx'), 'ApiKeysPage'),
  }),
  createRoute({
    ...parent,
    path: '/people-sources',
    component: lazyRouteComponent(() => import('../pages/people-sources-page.tsx'), 'PeopleSourcesPage'),
  }),
  createRoute({
    ...parent,
    path: '/calendars/allow',
    component: lazyRouteComponent(() => import('../pages/allow-calendars-page.tsx'), 'AllowCalendarsPage'),
    validateSearch: withToken.extend({ result: z.enum(consentResults).optional().catch('unknown_state') }),
  }),
  createRoute({
    ...parent,
    path: '/connect',
    component: lazyRouteComponent(() => import('../pages/connect-page.tsx'), 'ConnectPage'),
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
    component: lazyRouteComponent(() => import('../pages/confirm-page.tsx'), 'ConfirmPage'),
    validateSearch: withToken.extend({ answer: z.enum(suggestedAnswers).optional().catch(undefined) }),
  }),
  createRoute({
    ...parent,
    path: '/times',
    component: lazyRouteComponent(() => import('../pages/times-page.tsx'), 'TimesPage'),
    validateSearch: withToken.extend({ conversation: z.string().optional(), pick: z.string().optional() }),
  }),
  createRoute({
    ...parent,
    path: '/mails/stop',
    component: lazyRouteComponent(() => import('../pages/stop-mails-page.tsx'), 'StopMailsPage'),
    validateSearch: withToken,
  }),
  createRoute({
    ...parent,
    path: '/sign-in/link',
    component: lazyRouteComponent(() => import('../pages/sign-in-link-page.tsx'), 'SignInLinkPage'),
    validateSearch: withToken,
  }),
  createRoute({
    ...parent,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('../pages/sign-in-page.tsx'), 'SignInPage'),
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
