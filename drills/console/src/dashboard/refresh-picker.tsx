const EVERY: readonly (readonly [milliseconds: number, name: string])[] = [
  [0, 'not refreshed'],
  [5_000, 'every 5 s'],
  [10_000, 'every 10 s'],
  [30_000, 'every 30 s'],
  [60_000, 'every minute'],
];

interface RefreshPickerProps {
  readonly refreshMs: number;
  readonly onPick: (refreshMs: number) => void;
}

/** How often the panels are read anew. */
export function RefreshPicker({ refreshMs, onPick }: RefreshPickerProps) {
  return (
    <label>
      <span className="said">Refresh</span>
      <select value={refreshMs} onChange={({ target }) => onPick(Number(target.value))}>
        {EVERY.map(([milliseconds, name]) => (
          <option key={milliseconds} value={milliseconds}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
