/** The channels of Slack that something is posted to; the receivers `slack-<channel>` of alerts/alertmanager.yml, and the dead-man's switch's own. */
export const SLACK_CHANNELS = ['critical', 'warning', 'platform', 'unrouted', 'dead-mans-switch'] as const;

export type SlackChannel = (typeof SLACK_CHANNELS)[number];
