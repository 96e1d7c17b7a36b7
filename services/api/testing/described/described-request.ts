import type { App } from '../../app.ts';
import type { Operation } from './described-operations.ts';

export type PathValues = Readonly<Record<string, string>>;

export type DescribedRequest = {
  readonly operation: Operation;
  readonly path: PathValues;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** As JSON where it is not a text; nothing is sent where it is absent. */
  readonly body?: unknown;
};

export type DescribedAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** Null where there is no JSON. */
  readonly body: unknown;
};

export type Caller = (request: DescribedRequest) => Promise<DescribedAnswer>;

/** Sends requests of the description with one key. */
export function describedCaller({ app, key }: { app: App; key: string | null }): Caller {
  let sent = 0;
  return async ({ operation, path, query, headers = {}, body }) => {
    sent += 1;
    const address = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
      encodeURIComponent(path[name] ?? ''),
    );
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
    ).toString();
    const answer = await app.inject({
      method: operation.method,
      url: search === '' ? address : `${address}?${search}`,
      // From everywhere, so that no limit of one address is reached.
      remoteAddress: `203.0.${(sent >> 8) % 256}.${sent % 256}`,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': operation.body?.contentType ?? 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const { statusCode: status, body: text } = answer;
    const isJson = /json/.test(String(answer.headers['content-type']));
    return {
      status,
      headers: answer.headers,
      text,
      body: isJson && text !== '' ? (JSON.parse(text) as unknown) : null,
    };
  };
}
