import type { Choice } from './use-variables';
import './variable-picker.css';

interface VariablePickerProps {
  readonly choice: Choice;
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** One value, several, or all. */
export function VariablePicker({ choice: { label, options, chosen }, onChoose }: VariablePickerProps) {
  const toggle = (option: string): void =>
    onChoose(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
  return (
    <details className="variable-picker">
      <summary className="button">
        {label}: {chosen.length === 0 ? 'all' : chosen.join(', ')}
      </summary>
      <fieldset>
        <legend className="said">{label}</legend>
        <label>
          <input type="checkbox" checked={chosen.length === 0} onChange={() => onChoose([])} /> all
        </label>
        {options.map((option) => (
          <label key={option}>
            <input type="checkbox" checked={chosen.includes(option)} onChange={() => toggle(option)} /> {option}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
