/** The name of a group at the brokers: of its topic, so that several Plenums, and whoever else uses the cluster, never meet in one. */
export function consumerGroup(topic: string, group: string): string {
  return `${topic}.${group}`;
}
