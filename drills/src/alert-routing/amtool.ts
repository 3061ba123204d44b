import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolvePaths } from '@firewatch/native';

const { bin, root } = resolvePaths();
const AMTOOL = path.join(bin, 'amtool');

export const ALERTMANAGER_CONFIG = path.join(root, 'alerts/alertmanager.yml');
const TEMPLATES = path.join(root, 'alerts/templates/*.tmpl');

/** On a machine where the platform was never set up there is no amtool to ask. */
export const hasAmtool = fs.existsSync(AMTOOL);

/** Runs amtool, which exits with an error (and so throws, with what it wrote) where what was asked for does not hold. */
export function amtool(...argv: readonly string[]): string {
  return execFileSync(AMTOOL, argv, { encoding: 'utf8', stdio: 'pipe' });
}

/** What Alertmanager hands to a template; its `template.Data`. */
export interface TemplateData {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly externalURL: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly alerts: readonly {
    readonly status: 'firing' | 'resolved';
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly generatorURL: string;
  }[];
}

/** @returns what Alertmanager's own engine makes of the template of that name in `alerts/templates` */
export function renderTemplate(name: string, data: TemplateData): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'template-'));
  try {
    const file = path.join(folder, 'data.json');
    fs.writeFileSync(file, JSON.stringify(data));
    const text = `{{ template "${name}" . }}`;
    const flags = [`--template.glob=${TEMPLATES}`, `--template.text=${text}`, `--template.data=${file}`];
    return amtool('template', 'render', ...flags).replace(/\n$/, '');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
