import type { InjectOptions } from 'fastify';
import { publicUrl, type ApiContext } from './api-context.ts';

export type Browser = ReturnType<typeof aBrowser>;

/** A browser as far as cookies go: it keeps what it is given and sends it along, with its own origin on every change. */
export function aBrowser(app: ApiContext['app'], given: Readonly<Record<string, string>> = {}) {
  const cookies = new Map(Object.entries(given));
  const send = async (options: InjectOptions) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.inject({ ...options, headers: { origin: publicUrl, ...options.headers, cookie } });
    for (const { name, value, maxAge, expires } of answer.cookies) {
      if (maxAge === 0 || (expires !== undefined && expires.getTime() === 0)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  return {
    cookies,
    send,
    get: (url: string) => send({ url }),
    post: (url: string, payload?: object) =>
      send({ method: 'POST', url, ...(payload === undefined ? {} : { payload }) }),
    /** Opens an address that sends the browser on, and answers where to. */
    follow: async (url: string): Promise<URL> => {
      const { headers, statusCode, body } = await send({ url });
      if (headers.location === undefined) throw new Error(`${url} answered ${statusCode} ${body}`);
      return new URL(String(headers.location), publicUrl);
    },
    /** Whoever is signed in in it, by address. */
    whoAmI: async (): Promise<string | null> =>
      (await send({ url: '/api/session' })).json<{ person: { workEmail: string } | null }>().person?.workEmail ?? null,
  };
}

/** The path and query of an address of ours, as a browser asks for it. */
export const pathOf = (url: URL): string => `${url.pathname}${url.search}`;
