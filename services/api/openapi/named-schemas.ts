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
  ReportingLine: v1ReportingLine,
  ReportingLinePage: v1ReportingLinePage,
  LinesOfEmployee: v1LinesOfEmployee,
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
export const jsonSchemaTransform = createJsonSchemaTransform(config);

const withAllSchemas = createJsonSchemaTransformObject(config);
const asInput = new Set(Object.keys(named).map((name) => `${name}Input`));

/** The library names every schema twice, as an answer and as something sent; ours are answers. */
export const jsonSchemaTransformObject: SwaggerTransformObject = (document) => {
  const whole = withAllSchemas(document) as Partial<OpenAPIV3_1.Document>;
  const { schemas = {} } = whole.components ?? {};
  const answers = Object.entries(schemas).filter(([name]) => !asInput.has(name));
  return { ...whole, components: { ...whole.components, schemas: Object.fromEntries(answers) } };
};
