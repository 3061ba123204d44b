/** What Compose writes on each container. */
export const LABEL = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  /** The project's folder. */
  folder: 'com.docker.compose.project.working_dir',
  /** `True` for one of `docker compose run`. */
  oneOff: 'com.docker.compose.oneoff',
} as const;
