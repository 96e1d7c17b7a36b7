import type { Browser } from 'playwright-core';

/** Puts pictures beside one another, each scaled to its width, and answers with a JPEG of them all. */
export async function sheet({
  browser,
  pictures,
}: {
  browser: Browser;
  pictures: readonly { readonly png: Buffer; readonly width: number }[];
}): Promise<Buffer> {
  const gap = 8;
  const width = pictures.reduce((sum, picture) => sum + picture.width + gap, gap);
  const page = await browser.newPage({ viewport: { width, height: 200 } });
  const images = pictures.map(
    ({ png, width: each }) => `<img width="${each}" src="data:image/png;base64,${png.toString('base64')}">`,
  );
  await page.setContent(
    `<!doctype html><style>body{margin:0;padding:${gap}px;display:flex;align-items:flex-start;gap:${gap}px;background:#8a8f98;width:max-content}img{display:block}</style>${images.join('')}`,
  );
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  const bytes = await page.locator('body').screenshot({ type: 'jpeg', quality: 72 });
  await page.close();
  return bytes;
}
