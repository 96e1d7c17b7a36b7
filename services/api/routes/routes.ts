import type { App } from '../app.ts';
import type { RouteContext } from '../route-context.ts';
import { adminConsentRoutes } from './admin-consent.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { agendaRoutes } from './agenda.ts';
import { calendarsRoutes } from './calendars.ts';
import { confirmationRoutes } from './confirmation.ts';
import { connectionCallbackRoutes } from './connection-callback.ts';
import { connectionRoutes } from './connection.ts';
import { conversationRoutes } from './conversations.ts';
import { coverageRoutes } from './coverage.ts';
import { demoRoutes } from './demo.ts';
import { digestRoutes } from './digest.ts';
import { dueDateRoutes } from './due-date.ts';
import { evidenceRoutes } from './evidence.ts';
import { exemptionRoutes } from './exemptions.ts';
import { handoverRoutes } from './handover.ts';
import { importRoutes } from './imports.ts';
import { hoursRoutes } from './hours.ts';
import { healthRoutes } from './health.ts';
import { launchRoutes } from './launch.ts';
import { managerNotesRoutes } from './manager-notes.ts';
import { mailsByLinkRoutes } from './mails-by-link.ts';
import { metricsRoutes } from './metrics.ts';
import { needsADateRoutes } from './needs-a-date.ts';
import { movedRoutes } from './moved.ts';
import { peopleSourceRoutes } from './people-sources.ts';
import { planRoutes } from './plan.ts';
import { policyRoutes } from './policies.ts';
import { providerSignInRoutes } from './provider-sign-in.ts';
import { pushRoutes } from './push.ts';
import { scimRoutes } from './scim/scim.ts';
import { sessionRoutes } from './session.ts';
import { signInRoutes } from './sign-in.ts';
import { timesRoutes } from './times.ts';
import { webhookRoutes } from './webhooks.ts';
import { v1ApiKeyRoutes } from './v1/api-keys.ts';
import { v1AuditEventRoutes } from './v1/audit-events.ts';
import { v1ConnectionRoutes } from './v1/connections.ts';
import { v1ConversationRoutes } from './v1/conversations.ts';
import { v1CoverageRoutes } from './v1/coverage.ts';
import { v1DigestRoutes } from './v1/digests.ts';
import { v1EmployeeRoutes } from './v1/employees.ts';
import { v1ExemptionRoutes } from './v1/exemptions.ts';
import { v1GroupRoutes } from './v1/groups.ts';
import { v1PolicyPreviewRoutes } from './v1/policy-preview.ts';
import { v1PolicyRoutes } from './v1/policies.ts';
import { v1ImportRoutes } from './v1/imports.ts';
import { v1ReportingLineRoutes } from './v1/reporting-lines.ts';
import { v1TimeOffRoutes } from './v1/time-off.ts';
import { v1WebhookDeliveryRoutes } from './v1/webhook-deliveries.ts';
import { v1WebhookEndpointRoutes } from './v1/webhook-endpoints.ts';

/** Everything the API answers, besides its own description and the pages. */
export const routes: readonly ((app: App, context: RouteContext) => void)[] = [
  healthRoutes,
  metricsRoutes,
  sessionRoutes,
  signInRoutes,
  providerSignInRoutes,
  connectionRoutes,
  connectionCallbackRoutes,
  calendarsRoutes,
  webhookRoutes,
  apiKeyRoutes,
  adminConsentRoutes,
  planRoutes,
  managerNotesRoutes,
  conversationRoutes,
  needsADateRoutes,
  agendaRoutes,
  handoverRoutes,
  confirmationRoutes,
  mailsByLinkRoutes,
  movedRoutes,
  dueDateRoutes,
  timesRoutes,
  coverageRoutes,
  evidenceRoutes,
  digestRoutes,
  exemptionRoutes,
  hoursRoutes,
  importRoutes,
  policyRoutes,
  launchRoutes,
  peopleSourceRoutes,
  demoRoutes,
  pushRoutes,
  scimRoutes,
  v1ConversationRoutes,
  v1CoverageRoutes,
  v1DigestRoutes,
  v1EmployeeRoutes,
  v1ImportRoutes,
  v1ReportingLineRoutes,
  v1TimeOffRoutes,
  v1ExemptionRoutes,
  v1GroupRoutes,
  v1PolicyRoutes,
  v1PolicyPreviewRoutes,
  v1ConnectionRoutes,
  v1ApiKeyRoutes,
  v1AuditEventRoutes,
  v1WebhookEndpointRoutes,
  v1WebhookDeliveryRoutes,
];
