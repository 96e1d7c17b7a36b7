import { renderPng } from './render-png.ts';
import { trendSvg, type TrendBar } from './trend-svg.ts';

/** The trend as a PNG: large enough in its letters to be read on a phone. The same weeks give the same bytes. */
export function trendPicture({
  bars,
  targetPercent,
}: {
  bars: readonly TrendBar[];
  targetPercent: number;
}): Promise<Uint8Array> {
  return renderPng(trendSvg({ bars, targetPercent }));
}
