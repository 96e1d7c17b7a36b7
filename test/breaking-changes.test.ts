import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { breakingChanges, type Description } from '../infra/openapi/breaking-changes.ts';

const base = {
  paths: {
    '/v1/people': {
      get: {
        security: [{ apiKey: ['people:read'] }],
        parameters: [
          { name: 'status', in: 'query', required: false, schema: { enum: ['active', 'gone'], type: 'string' } },
          { name: 'page_size', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 200 } },
        ],
        responses: {
          '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Person' } } } },
          '404': { content: { 'application/problem+json': { schema: { type: 'object' } } } },
        },
      },
      post: {
        security: [{ apiKey: ['people:write'] }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  name: { type: 'string', maxLength: 200 },
                  level: { anyOf: [{ type: 'string' }, { type: 'null' }] },
                  groups: { type: 'array', items: { type: 'string' } },
                },
                required: ['name'],
                additionalProperties: false,
              },
            },
          },
        },
        responses: { '201': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Person' } } } } },
      },
    },
  },
  components: {
    schemas: {
      Person: {
        type: 'object',
        properties: {
          id: { type: 'string', format: 'uuid' },
          state: { type: 'string', enum: ['active', 'gone'] },
          left_on: { type: ['string', 'null'] },
        },
        required: ['id', 'state'],
      },
    },
  },
};

/** The base with something else in some places, each named by the steps that lead there; undefined takes it out. */
function changed(...changes: readonly (readonly [steps: string, value: unknown])[]): Description {
  const copy = structuredClone(base);
  for (const [steps, value] of changes) {
    const way = steps.split(' ');
    const last = way.pop() ?? '';
    let place = copy as unknown as Record<string, unknown>;
    for (const step of way) place = place[step] as Record<string, unknown>;
    if (value === undefined) delete place[last];
    else place[last] = value;
  }
  return copy as Description;
}
const changesTo = (after: Description) => breakingChanges({ before: base as Description, after });

const list = 'paths /v1/people get';
const sent = 'paths /v1/people post requestBody content application/json schema';
const person = 'components schemas Person';

describe('what breaks a caller', () => {
  test.each([
    ['an operation that is gone', [list, undefined], 'GET /v1/people: is gone'],
    ['another scope', [`${list} security`, [{ apiKey: ['hr'] }]], 'GET /v1/people: asks for the scope hr now'],
    ['a parameter that is gone', [`${list} parameters`, []], 'GET /v1/people query status: is gone'],
    [
      'a parameter that is asked for',
      [`${list} parameters 0 required`, true],
      'GET /v1/people query status: is required now',
    ],
    [
      'a value no longer taken',
      [`${list} parameters 0 schema enum`, ['active']],
      'GET /v1/people query status: the value "gone" is gone',
    ],
    [
      'a bound that is tighter',
      [`${list} parameters 1 schema maximum`, 50],
      'GET /v1/people query page_size: maximum is 50 and was 200',
    ],
    [
      'a form that is asked for',
      [`${sent} properties name pattern`, '^A'],
      'POST /v1/people body.name: pattern is ^A and was open',
    ],
    [
      'another type',
      [`${sent} properties name type`, 'integer'],
      'POST /v1/people body.name: string is no longer taken',
    ],
    [
      'null that is no longer taken',
      [`${sent} properties level`, { type: 'string' }],
      'POST /v1/people body.level: null is no longer taken',
    ],
    [
      'another type in a list',
      [`${sent} properties groups items type`, 'integer'],
      'POST /v1/people body.groups[]: string is no longer taken',
    ],
    ['a field no longer taken', [`${sent} properties level`, undefined], 'POST /v1/people body.level: is gone'],
    [
      'a field that is asked for',
      [`${sent} required`, ['name', 'level']],
      'POST /v1/people body.level: is required now',
    ],
    ['an answer that is gone', [`${list} responses 200`, undefined], 'GET /v1/people 200: is gone'],
    [
      'another content type',
      [`${list} responses 200 content`, { 'text/csv': {} }],
      'GET /v1/people 200: application/json is gone',
    ],
    ['a field gone from answers', [`${person} properties left_on`, undefined], 'GET /v1/people 200.left_on: is gone'],
    [
      'a field that may be missing',
      [`${person} required`, ['id']],
      'GET /v1/people 200.state: can be left out of answers now',
    ],
    [
      'null in answers',
      [`${person} properties id type`, ['string', 'null']],
      'GET /v1/people 200.id: null can be answered now',
    ],
    [
      'a value gone from answers',
      [`${person} properties state enum`, ['active']],
      'GET /v1/people 200.state: the value "gone" is gone',
    ],
    [
      'any value in answers',
      [`${person} properties state enum`, undefined],
      'GET /v1/people 200.state: any value can be answered now',
    ],
  ] as const)('%s', (_what, change, sentence) => {
    expect(changesTo(changed(change))).toContain(sentence);
  });
});

describe('what breaks nobody', () => {
  test.each([
    ['nothing', []],
    ['another operation', [['paths /v1/groups', { get: { responses: {} } }]]],
    ['a parameter more', [[`${list} parameters 2`, { name: 'group', in: 'query', schema: { type: 'string' } }]]],
    ['a value more that is taken', [[`${list} parameters 0 schema enum`, ['active', 'gone', 'away']]]],
    ['a looser bound', [[`${list} parameters 1 schema maximum`, 500]]],
    ['a field more that can be sent', [[`${sent} properties country`, { type: 'string' }]]],
    ['a field no longer asked for', [[`${sent} required`, []]]],
    [
      'null that is taken',
      [[`${sent} properties name`, { anyOf: [{ type: 'string', maxLength: 200 }, { type: 'null' }] }]],
    ],
    ['a field more in answers', [[`${person} properties level`, { type: 'string' }]]],
    ['a value more in answers', [[`${person} properties state enum`, ['active', 'gone', 'away']]]],
    ['no null in answers any more', [[`${person} properties left_on type`, 'string']]],
    ['another refusal', [[`${list} responses 404`, undefined]]],
  ] as const)('%s', (_what, changes) => {
    expect(changesTo(changed(...changes))).toEqual([]);
  });

  test('the released description itself', () => {
    const file = path.join(import.meta.dirname, '..', 'packages', 'contracts', 'openapi.released.json');
    const released = JSON.parse(readFileSync(file, 'utf8')) as Description;
    expect(breakingChanges({ before: released, after: released })).toEqual([]);
  });
});
