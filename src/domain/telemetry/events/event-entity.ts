/** At what one event is counted, from whence it comes to where it hits: an address, who it says to be, a machine or a door. */
export const eventEntities = ['source', 'user', 'place'] as const;
export type EventEntity = (typeof eventEntities)[number];

/** What an asset at which events are counted is; by its name, as users and sources are in no site file. */
export function eventEntityOf(assetId: string): EventEntity {
  return eventEntities.find((entity) => assetId.startsWith(`${entity}:`)) ?? 'place';
}

/** Whether events reach the one asset before the other: a user tries a machine, never the other way round. */
export function isNearerToOrigin(one: string, other: string): boolean {
  return eventEntities.indexOf(eventEntityOf(one)) < eventEntities.indexOf(eventEntityOf(other));
}
