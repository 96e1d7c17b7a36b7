import type { SwaggerTransformObject } from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';
import { coverageNumbers, coverageReport, coverageRow } from '@throughline/contracts/coverage.ts';
import { problem } from '@throughline/contracts/problem.ts';
import { v1BulkResult, v1Employee, v1EmployeePage } from '@throughline/contracts/v1/employees.ts';
import { v1ApiKey, v1ApiKeyPage, v1CreatedApiKey } from '@throughline/contracts/v1/api-keys.ts';
import { v1AuditEvent, v1AuditEventPage } from '@throughline/contracts/v1/audit-events.ts';
import { v1Connection, v1ConnectionPage } from '@throughline/contracts/v1/connections.ts';
import {
  v1Confirmations,
  v1Conversation,
  v1ConversationHistory,
  v1ConversationPage,
} from '@throughline/contracts/v1/conversations.ts';
import { v1Exemption, v1ExemptionPage } from '@throughline/contracts/v1/exemptions.ts';
import { v1Group, v1GroupPage } from '@throughline/contracts/v1/groups.ts';
import { v1Policy, v1PolicyPage } from '@throughline/contracts/v1/policies.ts';
import { v1PolicyPreview, v1PreviewedEmployee, v1PreviewedManager } from '@throughline/contracts/v1/policy-preview.ts';
import { v1Import, v1ImportPage, v1ImportRow, v1ImportRowPage } from '@throughline/contracts/v1/imports.ts';
import { coverageByWeek } from '@throughline/contracts/v1/coverage.ts';
import { v1Digest, v1DigestPage } from '@throughline/contracts/v1/digests.ts';
import { v1LinesOfEmployee, v1ReportingLine, v1ReportingLinePage } from '@throughline/contracts/v1/reporting-lines.ts';
import { v1TimeOff, v1TimeOffPage } from '@throughline/contracts/v1/time-off.ts';
import {
  v1CreatedWebhookEndpoint,
  v1ReplayedWebhooks,
  v1RotatedSecret,
  v1WebhookDelivery,
  v1WebhookDeliveryPage,
  v1WebhookEndpoint,
  v1WebhookEndpointPage,
} from '@throughline/contracts/v1/webhooks.ts';

import { bodyResponses } from './problem-responses.ts';
import { describeHeaders } from './response-headers.ts';

/** Answers that stand under a name of their own in the API's description. */
const named = {
  Problem: problem,
  ApiKey: v1ApiKey,
  ApiKeyPage: v1ApiKeyPage,
  CreatedApiKey: v1CreatedApiKey,
  AuditEvent: v1AuditEvent,
  AuditEventPage: v1AuditEventPage,
  Confirmations: v1Confirmations,
  ConversationHistory: v1ConversationHistory,
  Connection: v1Connection,
  ConnectionPage: v1ConnectionPage,
  Conversation: v1Conversation,
  ConversationPage: v1ConversationPage,
  Employee: v1Employee,
  EmployeePage: v1EmployeePage,
  BulkResult: v1BulkResult,
  Import: v1Import,
  ImportPage: v1ImportPage,
  ImportRow: v1ImportRow,
  ImportRowPage: v1ImportRowPage,
  ReportingLine: v1ReportingLine,
  ReportingLinePage: v1ReportingLinePage,
  LinesOfEmployee: v1LinesOfEmployee,
  Group: v1Group,
  GroupPage: v1GroupPage,
  Policy: v1Policy,
  PolicyPage: v1PolicyPage,
  PolicyPreview: v1PolicyPreview,
  PreviewedEmployee: v1PreviewedEmployee,
  PreviewedManager: v1PreviewedManager,
  Exemption: v1Exemption,
  ExemptionPage: v1ExemptionPage,
  TimeOff: v1TimeOff,
  TimeOffPage: v1TimeOffPage,
  WebhookEndpoint: v1WebhookEndpoint,
  WebhookEndpointPage: v1WebhookEndpointPage,
  CreatedWebhookEndpoint: v1CreatedWebhookEndpoint,
  RotatedSecret: v1RotatedSecret,
  WebhookDelivery: v1WebhookDelivery,
  WebhookDeliveryPage: v1WebhookDeliveryPage,
  ReplayedWebhooks: v1ReplayedWebhooks,
  CoverageReport: coverageReport,
  CoverageRow: coverageRow,
  CoverageNumbers: coverageNumbers,
  CoverageByWeek: coverageByWeek,
  Digest: v1Digest,
  DigestPage: v1DigestPage,
} as const;
for (const [id, schema] of Object.entries(named)) {
  if (!z.globalRegistry.has(schema)) z.globalRegistry.add(schema, { id });
}

/** What a reader needs no telling: the pattern of a format that has a name, and the bounds of JavaScript's integers. */
function simplify({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

const config = { zodToJsonConfig: { override: simplify } };
const transform = createJsonSchemaTransform(config);

/** What every route says by being one: the scope that opens it, and what Fastify refuses before it. */
export const jsonSchemaTransform: typeof transform = ({ schema, route, ...given }) => {
  const isRead = ['GET', 'HEAD'].includes([route.method].flat()[0] ?? '');
  const response = { ...(schema.response as object), ...(isRead ? {} : bodyResponses) };
  const { access } = route.config ?? {};
  const security = access?.kind === 'api_key' ? { security: [{ apiKey: [access.scope] }] } : {};
  return transform({ ...given, route, schema: { ...schema, ...security, response } });
};

const withAllSchemas = createJsonSchemaTransformObject(config);
const asInput = new Set(Object.keys(named).map((name) => `${name}Input`));

/** The library names every schema twice, as an answer and as something sent; ours are answers. */
export const jsonSchemaTransformObject: SwaggerTransformObject = (document) => {
  const whole = withAllSchemas(document) as Partial<OpenAPIV3_1.Document>;
  const { schemas = {} } = whole.components ?? {};
  const taking = whole.paths?.['/v1/imports']?.post?.requestBody;
  if (taking !== undefined && 'content' in taking)
    taking.content['text/csv'] = {
      schema: { type: 'string', description: 'With headings; as the HR system exports it' },
    };
  const answers = Object.entries(schemas).filter(([name]) => !asInput.has(name));
  for (const operation of Object.values(whole.paths ?? {}).flatMap((path) => Object.values(path ?? {})))
    sayWhatHolds(operation as OpenAPIV3_1.OperationObject);
  describeHeaders(whole);
  return { ...whole, components: { ...whole.components, schemas: Object.fromEntries(answers) } };
};

const holds: Readonly<Record<string, string>> = {
  200: 'As asked.',
  201: 'It has been made.',
  204: 'It is done; there is nothing to say.',
};

function sayWhatHolds({ responses = {} }: OpenAPIV3_1.OperationObject): void {
  for (const [status, response] of Object.entries(responses)) {
    if ('description' in response && response.description === 'Default Response')
      response.description = holds[status] ?? response.description;
  }
}
