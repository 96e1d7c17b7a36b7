import type { SwaggerTransformObject } from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';
import { coverageNumbers, coverageReport, coverageRow } from '@throughline/contracts/coverage.ts';
import { problem } from '@throughline/contracts/problem.ts';
import { v1BulkResult, v1Employee, v1EmployeePage } from '@throughline/contracts/v1/employees.ts';
import { v1Conversation, v1ConversationPage } from '@throughline/contracts/v1/conversations.ts';

/** Answers that stand under a name of their own in the API's description. */
const named = {
  Problem: problem,
  Conversation: v1Conversation,
  ConversationPage: v1ConversationPage,
  Employee: v1Employee,
  EmployeePage: v1EmployeePage,
  BulkResult: v1BulkResult,
  CoverageReport: coverageReport,
  CoverageRow: coverageRow,
  CoverageNumbers: coverageNumbers,
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
