import type { TestSandbox } from './test-sandbox.ts';

/** What Graph may answer, as far as tests take it up again; of the rest they say what they expect. */
export type GraphBody = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly value: readonly GraphBody[];
  readonly error: { readonly code: string; readonly message: string };
};

export type GraphAnswer = { readonly status: number; readonly headers: Headers; readonly body: GraphBody };

export type GraphCall = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<GraphAnswer>;

/** Calls Graph with a token; `path` begins after the version. */
export function graphCaller({ url, token }: { url: string; token: string }): GraphCall {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text === '' ? '{}' : text) as GraphBody,
    };
  };
}

/** Calls Graph as a person, everything allowed. */
export async function graphOf(sandbox: TestSandbox, email: string): Promise<GraphCall> {
  const { access_token: token } = (await sandbox.control('POST', 'token', { email })) as { access_token: string };
  return graphCaller({ url: sandbox.url, token });
}
