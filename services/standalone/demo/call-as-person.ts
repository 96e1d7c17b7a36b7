import type { SandboxControl } from '../sandbox-control.ts';

/** One call to a provider's own API with somebody's own token; null where it answers nothing. */
export function callAsPerson({ control, email }: { control: SandboxControl; email: string }) {
  return async ({ method = 'GET', url, body }: { method?: string; url: string; body?: object }): Promise<unknown> => {
    const token = await control.tokenFor(email);
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${email}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
}
