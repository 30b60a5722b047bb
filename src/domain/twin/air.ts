/** Volumetric heat capacity of air at 20 °C and sea level, J/(m3 K): density 1.204 kg/m3 times 1006 J/(kg K). */
export const airHeatCapacity = 1211;

/** Specific heat of water, J/(kg K); one litre is taken as one kilogram. */
export const waterHeatCapacity = 4186;

/** Saturation vapour pressure over water in Pa; Magnus formula, coefficients of Alduchov and Eskridge (1996). */
export function saturationPressurePa(celsius: number): number {
  return 610.94 * Math.exp((17.625 * celsius) / (243.04 + celsius));
}

/** Dew point of air from its temperature and relative humidity (0..1); inverse of the Magnus formula. */
export function dewPointC(celsius: number, humidity: number): number {
  const gamma = Math.log(Math.max(humidity, 0.01)) + (17.625 * celsius) / (243.04 + celsius);
  return (243.04 * gamma) / (17.625 - gamma);
}

/**
 * Wet bulb temperature at sea level from temperature and relative humidity (0..1).
 * Stull, "Wet-Bulb Temperature from Relative Humidity and Air Temperature", J. Appl. Meteor. Climatol. 50 (2011), eq. 1;
 * valid for 5..99 % and -20..50 °C, error below 1 K.
 */
export function wetBulbC(celsius: number, humidity: number): number {
  const percent = Math.min(99, Math.max(5, humidity * 100));
  return (
    celsius * Math.atan(0.151977 * Math.sqrt(percent + 8.313659)) +
    Math.atan(celsius + percent) -
    Math.atan(percent - 1.676331) +
    0.00391838 * percent ** 1.5 * Math.atan(0.023101 * percent) -
    4.686035
  );
}
