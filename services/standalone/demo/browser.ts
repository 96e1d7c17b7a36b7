export type Browser = ReturnType<typeof openBrowser>;

/** As much of a browser as a scripted person needs: cookies, and redirects followed one by one. */
export function openBrowser() {
  const cookies = new Map<string, string>();

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    return response;
  }

  return {
    request,
    postJson: (url: string, body: unknown) =>
      request(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    postForm: (url: string, fields: readonly (readonly [string, string])[]) =>
      request(url, { method: 'POST', body: new URLSearchParams(fields.map(([name, value]) => [name, value])) }),
  };
}
