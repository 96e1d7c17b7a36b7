/** How many of the vectors are linearly independent; by Gaussian elimination with the largest pivot. */
export function rank(vectors: readonly (readonly number[])[]): number {
  let remaining = vectors.map((vector) => [...vector]);
  let found = 0;
  for (let column = 0; column < (vectors[0]?.length ?? 0) && remaining.length > 0; column += 1) {
    const pivot = remaining.reduce((best, row) => (Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best));
    if (Math.abs(pivot[column]!) < tolerance) continue;
    found += 1;
    remaining = remaining.filter((row) => row !== pivot);
    for (const row of remaining) {
      const factor = row[column]! / pivot[column]!;
      if (factor === 0) continue;
      for (let at = column; at < row.length; at += 1) row[at]! -= factor * pivot[at]!;
    }
  }
  return found;
}

const tolerance = 1e-9;
