import type { FastifyInstance } from 'fastify';
import { batchRoutes } from './graph/batch/batch-routes.ts';
import { deltaRoutes } from './graph/delta/delta-routes.ts';
import { eventRoutes } from './graph/events/event-routes.ts';
import type { GraphCalendar } from './graph/events/graph-calendar.ts';
import type { GraphState } from './graph/graph-state.ts';
import { mailboxRoutes } from './graph/mailbox/mailbox-routes.ts';
import { meetingRoutes } from './graph/meetings/meeting-routes.ts';
import { scheduleRoutes } from './graph/schedule/schedule-routes.ts';
import { subscriptionRoutes } from './graph/subscriptions/subscription-routes.ts';
import { limitMailboxCalls } from './graph/throttling/limit-mailbox-calls.ts';
import type { MicrosoftCloud } from './microsoft-cloud.ts';

/** Everything under Graph's `/v1.0`, one line for each of its parts. */
export function graphRoutes({
  app,
  microsoft,
  graph,
  calendar,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  graph: GraphState;
  calendar: GraphCalendar;
}): void {
  const { settings, categories, limits, calls, subscriptions } = graph;
  limitMailboxCalls({ app, microsoft, limits });
  batchRoutes({ app, microsoft });
  mailboxRoutes({ app, microsoft, settings, categories });
  scheduleRoutes({ app, microsoft, settings });
  meetingRoutes({ app, microsoft, calls });
  subscriptionRoutes({ app, microsoft, subscriptions });
  eventRoutes({ app, calendar });
  deltaRoutes({ app, calendar });
}
