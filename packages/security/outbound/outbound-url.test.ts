import { expect, test } from 'vitest';
import { checkOutboundUrl, publicOnly } from './outbound-url.ts';

const kindOf = (url: string, rules = publicOnly) => checkOutboundUrl({ url, rules }).kind;

test.each([
  'https://hooks.example.com/throughline',
  'https://hooks.example.com:8443/throughline?key=1',
  'https://8.8.8.8/',
  'https://[2606:4700:4700::1111]/',
  'https://münchen.example.com/',
  'https://internal.example.com/',
  'https://localhost.example.com/',
])('%s is an address of the public internet', (url) => {
  expect(kindOf(url)).toBe('allowed');
});

test('every refusal says why', () => {
  const why = (url: string) => {
    const checked = checkOutboundUrl({ url, rules: publicOnly });
    return checked.kind === 'refused' ? checked.reason : checked.kind;
  };
  expect(why('hooks')).toBe('malformed');
  expect(why('http://hooks.example.com/')).toBe('not_https');
  expect(why('https://a:b@hooks.example.com/')).toBe('credentials');
  expect(why('https://hooks.example.com/#')).toBe('fragment');
  expect(why('https://hooks.example.com:25/')).toBe('port');
  expect(why('https://10.0.0.1/')).toBe('internal');
});

test('this machine, in clear text too, is an address beside the sandbox only', () => {
  for (const url of ['http://localhost:4000/', 'http://127.0.0.1:4000/', 'https://[::1]:4000/']) {
    expect(kindOf(url)).toBe('refused');
    expect(kindOf(url, { ...publicOnly, allowLoopback: true })).toBe('allowed');
  }
  for (const url of ['http://hooks.example.com/', 'ftp://localhost/', 'https://192.168.0.1/']) {
    expect(kindOf(url, { ...publicOnly, allowLoopback: true })).toBe('refused');
  }
});
