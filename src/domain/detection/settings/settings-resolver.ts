import { placeOfAsset } from '../../assets/asset-place.js';
import type { SiteModel } from '../../assets/site-model.js';
import { type SeriesDescriptor, seriesKey } from '../../telemetry/series.js';
import type { DeviceSettings } from '../device-limits/device-limit.js';
import { type CompiledMatch, compileMatch } from './compiled-match.js';
import { defaultSettingsOf } from './default-settings.js';
import type { DetectionRule, DetectorSettings, SettingName } from './detector-settings.js';
import { compareSpecificity, type SeriesPlace, type Specificity, specificityOf } from './specificity.js';

/** Where settings come from: by name of the setting, the name of the rule; absent where the metric catalogue decides. */
export type SettingOrigins = Partial<Record<SettingName, string>>;

/** What holds for a series, and why. */
export interface ExplainedSettings {
  readonly settings: DetectorSettings;
  readonly origins: SettingOrigins;
}

type NamedSettings = Pick<DetectionRule, 'name' | 'set'>;

interface CompiledRule extends DetectionRule {
  readonly compiled: CompiledMatch;
}

/**
 * Which settings hold for which series, by one set of rules and one state of the site. Rules are applied from the least
 * specific to the most specific, of two alike in the order of the list, so that for each setting the last rule wins
 * that has it. Remembers its answers: at most one per series and one per asset.
 */
export class SettingsResolver {
  readonly #rules: readonly CompiledRule[];
  readonly #known = new Map<number, DetectorSettings | undefined>();
  /** By asset, which has many series. */
  readonly #places = new Map<string, Omit<SeriesPlace, 'metric' | 'component'>>();

  constructor(
    rules: readonly DetectionRule[],
    private readonly site: SiteModel,
    /** What devices state of themselves, by key of the series. */
    private readonly deviceLimits: ReadonlyMap<string, DeviceSettings> = new Map(),
  ) {
    this.#rules = rules.map((rule) => ({ ...rule, compiled: compileMatch(rule.match) }));
  }

  /** What holds for the series; undefined where no rule is for it, so that it is judged as its detector says. */
  settingsOf(series: SeriesDescriptor): DetectorSettings | undefined {
    if (this.#rules.length === 0 && this.deviceLimits.size === 0) return undefined;
    if (this.#known.has(series.id)) return this.#known.get(series.id);
    const rules = this.#rulesFor(series);
    const device = this.#deviceRuleOf(series);
    const settings = rules.length === 0 && !device ? undefined : settled(series.metric, rules, device);
    this.#known.set(series.id, settings);
    return settings;
  }

  /** What holds for the series, with the rule that each setting comes from. */
  explain(series: SeriesDescriptor): ExplainedSettings {
    const rules = this.#rulesFor(series);
    const device = this.#deviceRuleOf(series);
    const settings = settled(series.metric, rules, device);
    const origins = Object.fromEntries(
      withDevice(rules, settings, device).flatMap(({ name, set }) => Object.keys(set).map((key) => [key, name])),
    );
    return { settings, origins };
  }

  #deviceRuleOf(series: SeriesDescriptor): NamedSettings | undefined {
    const set = this.deviceLimits.get(seriesKey(series));
    return set && { name: 'device', set };
  }

  /** From the least specific to the most specific. */
  #rulesFor(series: SeriesDescriptor): readonly DetectionRule[] {
    const place = this.#placeOf(series);
    const fitting: { readonly rule: DetectionRule; readonly fit: Specificity }[] = [];
    for (const rule of this.#rules) {
      const fit = specificityOf(rule.compiled, place);
      if (fit) fitting.push({ rule, fit });
    }
    return fitting.sort((left, right) => compareSpecificity(left.fit, right.fit)).map(({ rule }) => rule);
  }

  #placeOf({ assetId, metric, component }: SeriesDescriptor): SeriesPlace {
    let place = this.#places.get(assetId);
    if (!place) {
      place = { ...placeOfAsset(this.site, assetId), kind: this.site.find(assetId)?.kind };
      this.#places.set(assetId, place);
    }
    return { metric, component, path: place.path, room: place.room, kind: place.kind };
  }
}

/** What the device states is less specific than any rule, and holds unless a rule says that it does not. */
function settled(metric: string, rules: readonly NamedSettings[], device: NamedSettings | undefined): DetectorSettings {
  const byRules = applied(metric, rules);
  return applied(metric, withDevice(rules, byRules, device));
}

function withDevice(
  rules: readonly NamedSettings[],
  { deviceLimits }: DetectorSettings,
  device: NamedSettings | undefined,
): readonly NamedSettings[] {
  return device && deviceLimits === 'on' ? [device, ...rules] : rules;
}

function applied(metric: string, rules: readonly NamedSettings[]): DetectorSettings {
  return rules.reduce((settings, { set }) => ({ ...settings, ...set }), defaultSettingsOf(metric));
}
