import type { Site } from '../../assets/site.js';
import { dewPointC, saturationPressurePa } from '../air.js';
import type { CoolingZone } from '../cooling-zone.js';
import type { Weather } from '../weather.js';
import { type Sensor, sense } from './sensor.js';

export interface SiteMeter {
  readonly itPowerW: number;
  readonly powerW: number;
}

/** The meters of the whole site (no PUE without IT load), its weather station, and the climate probe in each room. */
export function siteSensors(site: Site, weather: Weather, zones: readonly CoolingZone[], meter: SiteMeter): Sensor[] {
  const on = sense(site.name);
  return [
    on('dc.site.it_power', () => meter.itPowerW),
    on('dc.site.power', () => meter.powerW),
    on('dc.site.pue', () => (meter.itPowerW > 0 ? meter.powerW / meter.itPowerW : Number.NaN)),
    ...site.model.ofKind('weather').flatMap(({ id }) => weatherSensors(id, weather)),
    ...site.model.ofKind('room').flatMap((room) => {
      const crahs = new Set(site.model.children(room.id).flatMap((asset) => asset.coolingZone ?? []));
      const own = zones.filter((zone) => crahs.has(zone.id));
      return own.length > 0 ? roomSensors(room.id, own, weather) : [];
    }),
  ];
}

function weatherSensors(id: string, weather: Weather): Sensor[] {
  const on = sense(id);
  return [
    on('dc.weather.temperature', () => weather.temperatureC),
    on('dc.weather.wet_bulb_temperature', () => weather.wetBulbC),
    on('dc.weather.humidity', () => weather.humidity),
  ];
}

/**
 * The probe hangs between cold and hot aisle. The air handling keeps the dew point between 6 and 14 °C and lets it
 * follow the outdoor air in between.
 */
function roomSensors(id: string, zones: readonly CoolingZone[], weather: Weather): Sensor[] {
  const on = sense(id);
  const temperature = () => zones.reduce((sum, zone) => sum + 0.7 * zone.coldC + 0.3 * zone.hotC, 0) / zones.length;
  const dewPoint = () => Math.min(14, Math.max(6, 9 + 0.3 * (weather.dewPointC - 9)));
  const humidity = () => saturationPressurePa(dewPoint()) / saturationPressurePa(temperature());
  return [
    on('dc.room.temperature', temperature),
    on('dc.room.humidity', () => Math.min(1, humidity())),
    on('dc.room.dew_point', () => dewPointC(temperature(), Math.min(1, humidity()))),
  ];
}
