import { parse } from 'yaml';
import { ClockError } from './clock-error';

/** The content of a YAML file about rules. Throws ClockError that names the file and the place. */
export function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new ClockError('rule', `${file}: ${(error as Error).message}`, { cause: error });
  }
}
