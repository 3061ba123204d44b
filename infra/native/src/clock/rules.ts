import type { YAMLMap } from 'yaml';
import { naming } from './clock-error';
import type { Declaration, Declarations } from './declarations';
import { scaleDuration } from './duration';
import { editYaml, mapAt, mapsAt, replaceTexts, textAt } from './edit-yaml';
import { scaleExpression, type Replacement } from './expression';
import { scaleTemplate } from './template';
import { timedNumbers } from './timed-numbers';

/**
 * A file of alert and recording rules for a clock that goes `speed` times as fast: `for`, `keep_firing_for`, the group's `interval` and
 * `query_offset`, the durations of expressions and of the queries in annotations, and the numbers that `declarations` says are seconds or
 * counts. Names, labels and limits stay. At 1 the text as it is. Throws ClockError that names the file and the rule.
 */
export function clockRules(file: string, text: string, declarations: Declarations, speed: number): string {
  if (speed === 1) return text;
  return editYaml({ file, text, part: 'rule' }, (root) => {
    for (const group of mapsAt(root, 'groups')) {
      replaceTexts(group, ['interval', 'query_offset'], (duration) => scaleDuration(duration, speed));
      for (const rule of mapsAt(group, 'rules')) clockRule(rule, declarations, speed);
    }
  });
}

function clockRule(rule: YAMLMap, declarations: Declarations, speed: number): void {
  const name = textAt(rule, 'alert') ?? textAt(rule, 'record') ?? '';
  const declaration = declarations[name] ?? {};
  if (declaration.speed === 1) return;
  naming(name, () => {
    replaceTexts(rule, ['for', 'keep_firing_for'], (duration) => scaleDuration(duration, speed));
    replaceTexts(rule, ['expr'], (expr) => scaleExpression(expr, speed, dividedNumbers(expr, declaration, speed)));
    for (const templates of [mapAt(rule, 'labels'), mapAt(rule, 'annotations')]) {
      if (!templates) continue;
      const keys = templates.items.map(({ key }) => String(key));
      replaceTexts(templates, keys, (template) => scaleTemplate(template, speed));
    }
  });
}

function dividedNumbers(expression: string, declaration: Declaration, speed: number): readonly Replacement[] {
  return timedNumbers(expression)
    .filter(({ kind, value }) => declaration[kind]?.includes(value) === true)
    .map(({ from, to, value }) => ({ from, to, text: String(Number((value / speed).toPrecision(12))) }));
}
