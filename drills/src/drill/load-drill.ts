import fs from 'node:fs';
import path from 'node:path';
import { CatalogueError } from '../catalogue/catalogue-error';
import type { RunbookDrill } from '../catalogue/runbook-drill';
import { mitigationOf, parseRunbook, type Block, type Runbook } from '../catalogue/runbooks';
import { CALM_DRILLS } from './calm-drills';
import type { DrillTools } from './drill-tools';

/** An alert's drill, as its runbook declares it. */
export interface AlertDrill {
  readonly alert: string;
  readonly runbook: Runbook;
  readonly declared: RunbookDrill;
  readonly mitigation: Block;
}

/** Severities of the rules of the page's alert that are not the drill's: where a page and a ticket have one name, the label says which it is. */
export function otherSeverities({ declared, runbook }: Pick<AlertDrill, 'declared' | 'runbook'>): readonly string[] {
  return runbook.severity.filter((severity) => severity !== (declared.labels['severity'] ?? severity));
}

/** Reads every page of the folder. Throws CatalogueError for one that is not in its form. */
function readRunbooks(folder: string): readonly Runbook[] {
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .sort()
    .map((file) => parseRunbook(path.join(folder, file), fs.readFileSync(path.join(folder, file), 'utf8')));
}

/** The drills that the pages of a folder declare. Throws CatalogueError. */
export function listDrills(runbooks: string): readonly AlertDrill[] {
  return readRunbooks(runbooks).flatMap((runbook) => toDrill(runbook) ?? []);
}

/** The drill of one alert. Throws CatalogueError that lists the drills there are. */
export function loadDrill(runbooks: string, alert: string): AlertDrill {
  const drills = listDrills(runbooks);
  const found = drills.find((drill) => drill.alert === alert);
  if (found) return found;
  const names = [...drills.map((drill) => drill.alert), ...Object.keys(CALM_DRILLS)].join(', ');
  throw new CatalogueError(`There is no drill "${alert}". The drills are: ${names}.`);
}

/** Throws CatalogueError for a name of no drill, and for one of a drill that does not work on this platform. */
export function requireDrillable(name: string, { content, runtime }: Pick<DrillTools, 'content' | 'runtime'>): void {
  const calm = CALM_DRILLS[name];
  const reason = calm ? calm.nativeOnly : loadDrill(content.runbooks, name).declared.native_only;
  if (runtime === 'native' || reason === undefined) return;
  throw new CatalogueError(`${name} can be drilled on the native platform only: ${reason}.`);
}

function toDrill(runbook: Runbook): AlertDrill | undefined {
  const { alert, drill: declared, file } = runbook;
  if (declared === 'undrilled') return undefined;
  const mitigation = mitigationOf(runbook);
  if (!mitigation) throw new CatalogueError(`${file}: drill.mitigation names no block that changes something`);
  return { alert, runbook, declared, mitigation };
}
