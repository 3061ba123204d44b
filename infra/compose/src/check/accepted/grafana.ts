import fs from 'node:fs';
import { isBelow, mountedFiles } from '../mounted-files';
import type { Check } from '../finding';

const SERVICE = 'grafana';
const PROVISIONING = '/etc/grafana/provisioning';
const DASHBOARDS = 'DASHBOARDS_PATH';

/** `$NAME` or `${NAME}`; `$$` is a dollar sign. */
const VARIABLE = /(?<!\$)\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g;

/** Grafana replaces an unknown variable by nothing, and says so nowhere. */
export const grafanaAccepts: Check = {
  name: 'grafana-accepts',
  title: "each variable of Grafana's provisioning is set, and its dashboards are mounted",
  run: ({ project }) => {
    const service = project.services[SERVICE];
    if (!service) return [];
    const files = mountedFiles(project, SERVICE);
    const provisioning = files.filter(({ target }) => isBelow(PROVISIONING, target));
    const where = `services.${SERVICE}`;
    if (provisioning.length === 0) {
      const remedy = 'mount infra/config/grafana/provisioning';
      return [{ where: `${where}.volumes`, what: `nothing is mounted at ${PROVISIONING}`, remedy }];
    }
    const named = provisioning.flatMap(({ source }) =>
      [...fs.readFileSync(source, 'utf8').matchAll(VARIABLE)].map(([, braced, plain]) => braced ?? plain ?? ''),
    );
    const unset = [...new Set(named)].filter((variable) => (service.environment[variable] ?? '') === '');
    const folder = service.environment[DASHBOARDS] ?? '';
    const hasDashboards = files.some(({ target }) => isBelow(folder, target) && target.endsWith('.json'));
    return [
      ...unset.map((variable) => ({
        where: `${where}.environment`,
        what: `the provisioning uses ${variable}, which is not set`,
        remedy: `set ${variable}, as infra/config/grafana/README.md says`,
      })),
      ...(hasDashboards
        ? []
        : [
            {
              where: `${where}.volumes`,
              what: `no dashboard is mounted below ${DASHBOARDS} (${folder})`,
              remedy: 'mount dashboards/dist there',
            },
          ]),
    ];
  },
};
