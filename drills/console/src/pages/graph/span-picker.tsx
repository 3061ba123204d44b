/** As Prometheus writes a duration. */
const SPANS = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '1d', '2d', '7d'];

interface SpanPickerProps {
  readonly span: string;
  readonly onPick: (span: string) => void;
}

/** How far back the graph goes; one that only an address asks for is kept. */
export function SpanPicker({ span, onPick }: SpanPickerProps) {
  return (
    <label>
      Last{' '}
      <select value={span} onChange={({ target }) => onPick(target.value)}>
        {!SPANS.includes(span) && <option>{span}</option>}
        {SPANS.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
