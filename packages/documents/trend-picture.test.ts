import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trendColours, trendPictureSize } from './trend-look.ts';
import { trendPicture } from './trend-picture.ts';
import type { TrendBar } from './trend-svg.ts';

const bar = (percent: number | null, given: Partial<TrendBar> = {}): TrendBar => ({
  label: '47',
  percent,
  isOther: false,
  mark: null,
  ...given,
});

const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
};

test('the same weeks give the same picture, twice as fine as it is shown', async () => {
  const bars = [bar(61, { isOther: true }), bar(null), bar(70, { mark: 1 }), bar(84)];
  const first = await trendPicture({ bars, targetPercent: 90 });
  expect([...first.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(sizeOf(first)).toEqual({ width: trendPictureSize.width * 2, height: trendPictureSize.height * 2 });
  expect(Buffer.from(await trendPicture({ bars, targetPercent: 90 })).equals(Buffer.from(first))).toBe(true);
  const other = await trendPicture({ bars: bars.with(3, bar(83)), targetPercent: 90 });
  expect(Buffer.from(other).equals(Buffer.from(first))).toBe(false);
});

test('any weeks make a picture, whatever their labels hold', async () => {
  const anyBar = fc.record({
    label: fc.string({ maxLength: 4 }).filter((text) => !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text)),
    percent: fc.option(fc.nat(100)),
    isOther: fc.boolean(),
    mark: fc.option(fc.integer({ min: 1, max: 13 })),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyBar, { maxLength: 13 }),
      fc.integer({ min: 50, max: 100 }),
      async (bars, targetPercent) => {
        expect(sizeOf(await trendPicture({ bars, targetPercent })).width).toBe(trendPictureSize.width * 2);
      },
    ),
    { numRuns: 10 },
  );
});

test('words stand out from the paper by 4.5 to 1, bars by 3 to 1', () => {
  const { paper, words, quiet, bar: bars, newest } = trendColours;
  for (const colour of [words, quiet]) expect(contrast(colour, paper)).toBeGreaterThanOrEqual(4.5);
  for (const colour of [bars, newest]) expect(contrast(colour, paper)).toBeGreaterThanOrEqual(3);
});

/** WCAG 2.2's ratio. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
