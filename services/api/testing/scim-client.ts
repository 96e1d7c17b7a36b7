import type { InjectOptions } from 'fastify';
import type { App } from '../app.ts';

export type ScimAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- what a directory would read out of it
  readonly body: any;
};

export type ScimClient = ReturnType<typeof scimClient>;

/** Speaks SCIM as a directory does: with a content type on everything, also where there is nothing to read. */
export function scimClient({ app, key }: { app: App; key: string }) {
  async function call(
    method: InjectOptions['method'],
    path: string,
    payload?: unknown,
    headers = {},
  ): Promise<ScimAnswer> {
    const answer = await app.inject({
      method: method ?? 'GET',
      url: `/scim/v2${path}`,
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'application/scim+json',
        'content-type': 'application/scim+json; charset=utf-8',
        ...headers,
      },
      ...(payload === undefined ? {} : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.body === '' ? null : JSON.parse(answer.body),
    };
  }
  return {
    call,
    get: (path: string, headers = {}) => call('GET', path, undefined, headers),
    post: (path: string, body: unknown, headers = {}) => call('POST', path, body, headers),
    put: (path: string, body: unknown, headers = {}) => call('PUT', path, body, headers),
    patch: (path: string, body: unknown, headers = {}) => call('PATCH', path, body, headers),
    /** Operations alone. */
    change: (path: string, ...operations: readonly object[]) =>
      call('PATCH', path, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: operations,
      }),
    remove: (path: string, headers = {}) => call('DELETE', path, undefined, headers),
    find: (path: string, filter: string, more = '') =>
      call('GET', `${path}?filter=${encodeURIComponent(filter)}${more}`),
  };
}
