import fastJsonStringify from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Inlined: no schema is looked up by the name it has in the API's description. */
const nameless = z.registry<{ id?: string }>();

/**
 * Answers are written by code generated from their zod schema: what the schema does not name is left out, and a field
 * that is missing is our mistake (500). A schema that JSON Schema cannot say, or that leaves a choice, is written by zod
 * itself.
 */
export const compileSerializer: FastifySerializerCompiler<unknown> = (route) => {
  const schema = zodOf(route.schema);
  const json = schema && jsonSchemaOf(schema);
  if (json === null) return serializerCompiler(route as Parameters<typeof serializerCompiler>[0]);
  const stringify = fastJsonStringify(json as fastJsonStringify.Schema);
  return (data) => stringify(data);
};

/** Null where JSON Schema cannot say it, and where one of several has to be chosen by looking at what is sent. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema | null {
  try {
    const json = z.toJSONSchema(schema, { io: 'output', target: 'draft-7', metadata: nameless, override: writable });
    return /"(anyOf|oneOf|allOf|\$ref)":/.test(JSON.stringify(json)) ? null : json;
  } catch {
    return null;
  }
}

function zodOf(given: unknown): z.ZodType | null {
  if (given instanceof z.ZodType) return given;
  const { properties } = (given ?? {}) as { properties?: unknown };
  return properties instanceof z.ZodType ? properties : null;
}

/** No sign in them needs escaping. */
const plain = new Set(['uuid', 'date', 'date-time']);
/** Of letters, digits and what stands between them: a country, a time zone. */
const plainPattern = /^\^[\w[\]{}()?+*|,/-]*\$$/;
const checks = ['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'] as const;

/**
 * What is checked where it comes in need not be checked again where it leaves: patterns and bounds go. "This or null"
 * becomes a nullable type, for which nothing has to choose.
 */
function writable({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  const { format = '', pattern = '' } = jsonSchema;
  const isPlain = plain.has(format) || jsonSchema.enum !== undefined || plainPattern.test(pattern);
  for (const check of checks) delete jsonSchema[check];
  if (jsonSchema.type === 'string' && isPlain) jsonSchema.format = 'unsafe';
  else if (jsonSchema.format !== 'unsafe') delete jsonSchema.format;

  const types: unknown = jsonSchema.type;
  if (Array.isArray(types) && types.length === 2 && types.includes('null')) {
    Object.assign(jsonSchema, { type: types.find((type) => type !== 'null'), nullable: true });
  }
  const { anyOf } = jsonSchema;
  const other = anyOf?.length === 2 && anyOf.some(isNull) ? anyOf.find((one) => !isNull(one)) : undefined;
  if (other?.type === undefined) return;
  delete jsonSchema.anyOf;
  Object.assign(jsonSchema, other, { nullable: true });
}

function isNull({ type }: JsonSchema): boolean {
  return type === 'null';
}
