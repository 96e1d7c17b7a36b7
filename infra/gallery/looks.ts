import type { BrowserContextOptions } from 'playwright-core';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/** How each page is looked at: on a desk, at night, on a phone. The width is its share of a sheet. */
export const looks: readonly { readonly name: string; readonly width: number; readonly look: BrowserContextOptions }[] =
  [
    { name: 'desk', width: 700, look: { viewport: { width: 1200, height: 844 } } },
    { name: 'dark', width: 700, look: { viewport: { width: 1200, height: 844 }, colorScheme: 'dark' } },
    { name: 'phone', width: 228, look: phone },
  ];
