import type { SiteModel } from '../../assets/site-model.js';
import { type DeviceLimit, type DeviceSettings, settingsOfLimits } from '../device-limits/device-limit.js';
import type { DetectionRule } from './detector-settings.js';
import { seriesKey } from '../../telemetry/series.js';
import { SettingsResolver } from './settings-resolver.js';

/**
 * The rules that hold now, shared by everything that judges in a process. They may be replaced while it runs; what
 * detectors have learned stays.
 */
export class SettingsInForce {
  #rules: readonly DetectionRule[] = [];
  #site: SiteModel;
  /** By key of the series. */
  #deviceLimits: ReadonlyMap<string, DeviceSettings> = new Map();
  #resolver: SettingsResolver;

  /** `siteNow` answers the site as it is at the moment: devices are adopted while the service runs. */
  constructor(
    private readonly siteNow: () => SiteModel,
    rules: readonly DetectionRule[] = [],
  ) {
    this.#rules = rules;
    this.#site = siteNow();
    this.#resolver = new SettingsResolver(rules, this.#site);
  }

  get rules(): readonly DetectionRule[] {
    return this.#rules;
  }

  /** IANA name of the site's time zone; UTC where the site states none. */
  get timeZone(): string {
    const [site] = this.siteNow().ofKind('site');
    const name = site?.attributes['timezone'];
    return typeof name === 'string' ? name : 'UTC';
  }

  /** The same object until rules or site change: who keeps answers of an earlier one asks again. */
  get resolver(): SettingsResolver {
    const site = this.siteNow();
    if (site !== this.#site) this.#take(this.#rules, site);
    return this.#resolver;
  }

  replace(rules: readonly DetectionRule[]): void {
    this.#take(rules, this.siteNow());
  }

  /** All the limits that devices state, in place of those known so far. */
  takeDeviceLimits(limits: readonly DeviceLimit[]): void {
    const bySeries = new Map<string, DeviceLimit[]>();
    for (const limit of limits) {
      const key = seriesKey(limit);
      bySeries.set(key, [...(bySeries.get(key) ?? []), limit]);
    }
    this.#deviceLimits = new Map(Array.from(bySeries, ([key, stated]) => [key, settingsOfLimits(stated)] as const));
    this.#take(this.#rules, this.siteNow());
  }

  #take(rules: readonly DetectionRule[], site: SiteModel): void {
    this.#rules = rules;
    this.#site = site;
    this.#resolver = new SettingsResolver(rules, site, this.#deviceLimits);
  }
}
